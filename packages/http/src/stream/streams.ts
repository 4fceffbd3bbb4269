import type { Desk } from '@docket/core'
import { keepChecking } from '../handler/keep-checking.js'
import type { HandlerContext } from '../handler/options.js'
import { isVerified, type Principal, shareOf, shareOfAddress } from '../handler/principal.js'
import { stopping } from '../handler/problem.js'
import { type Seal, sealIn } from '../handler/seal.js'
import { readyFrame, resyncFrame } from './frames.js'
import { type Hub, openHub } from './hub.js'
import { streamSlots } from './slots.js'
import type { CheckedStreamOptions } from './stream-options.js'
import { type Subscriber, subscriberOf } from './subscriber.js'

/** The streams of a handler. */
export interface Streams {
  /**
   * Opens a stream of what the principal may know of.
   *
   * @throws HttpError 429 when it has too many, 503 once the process is to stop; DocketError when it may know of nothing, or the store cannot be asked
   */
  open(request: Request, principal: Principal): Promise<ReadableStream<Uint8Array<ArrayBuffer>>>
  /** How many are open. */
  readonly count: number
}

/** Behind one address may be an office, or a whole village: its visitors have so many times what one has. */
const VISITORS_OF_ADDRESS = 5

const known = new WeakMap<HandlerContext, Streams>()

/** The streams of a handler, made with its first. */
export function streamsOf(context: HandlerContext): Streams {
  const streams = known.get(context) ?? makeStreams(context)
  known.set(context, streams)
  return streams
}

function makeStreams(context: HandlerContext): Streams {
  const { desk } = context
  const { authenticate, clientAddress, onError, signal, streams: options } = context.options
  const hubs = new Map<string, Hub>()
  const slots = streamSlots(options.most)
  const seal = sealIn(context, 'stream position')
  const subscribers = new Set<Subscriber>()
  let stopSource: (() => void) | null = null
  signal?.addEventListener('abort', () => {
    for (const subscriber of subscribers) subscriber.end()
  })

  function ownersOf(request: Request, principal: Principal): ReadonlyMap<string, number> {
    const { mostPerPrincipal } = options
    const address = isVerified(principal) ? null : shareOfAddress(clientAddress, request)
    const own = [shareOf(principal), mostPerPrincipal] as const
    return new Map([own, ...(address === null ? [] : [[address, mostPerPrincipal * VISITORS_OF_ADDRESS] as const])])
  }

  function hubOf(tenant: string): Hub {
    const found = hubs.get(tenant)
    if (found) return found
    const hub = newHub(desk, tenant, seal, onError, options)
    hubs.set(tenant, hub)
    stopSource ??=
      options.source?.subscribe((of) => {
        for (const [name, one] of hubs) if (of === null || of === name) one.hint()
      }) ?? null
    return hub
  }

  function leave(tenant: string, hub: Hub, subscriber: Subscriber): void {
    hub.leave(subscriber)
    if (!hub.empty) return
    if (hubs.get(tenant) === hub) hubs.delete(tenant)
    if (hubs.size > 0) return
    stopSource?.()
    stopSource = null
  }

  return {
    get count() {
      return slots.taken
    },
    async open(request: Request, principal: Principal) {
      const { tenant, actor } = principal
      desk.changes(tenant).admit(actor)
      const given = request.headers.get('last-event-id')
      const after = given === null ? null : await seal.open([tenant], given)
      if (signal?.aborted) throw stopping()
      const free = slots.take(ownersOf(request, principal))
      const hub = hubOf(tenant)
      const subscriber = subscriberOf(actor, () => {
        free()
        subscribers.delete(subscriber)
        stopChecking()
        request.signal.removeEventListener('abort', end)
        leave(tenant, hub, subscriber)
      })
      subscribers.add(subscriber)
      const end = () => subscriber.end()
      const stopChecking = keepChecking(request, principal, { ...options, authenticate, onError }, end)
      request.signal.addEventListener('abort', end)
      try {
        const joined = await hub.join(subscriber, after)
        if (request.signal.aborted) end()
        // A position that opens nothing is answered like one that is too old.
        if (given !== null && joined.missed === null) subscriber.write(resyncFrame(joined.id), joined.id)
        else subscriber.write(readyFrame(joined.missed === null ? joined.id : (given ?? '')), joined.id)
        void readUp(subscriber, joined).catch((error: unknown) => {
          onError(error)
          subscriber.end()
        })
      } catch (error) {
        subscriber.end()
        throw error
      }
      return subscriber.body
    },
  }
}

/** Gives a stream what it missed, as fast as its client reads, and then what came meanwhile. */
async function readUp(subscriber: Subscriber, { id, missed }: Awaited<ReturnType<Hub['join']>>): Promise<void> {
  for await (const frames of missed ?? []) {
    if (frames === null) subscriber.write(resyncFrame(id), id)
    else subscriber.write(frames.for(subscriber.actor), frames.id)
    await subscriber.room()
    if (subscriber.ended) return
  }
  subscriber.release()
}

function newHub(
  desk: Desk,
  tenant: string,
  seal: Seal,
  onError: (error: unknown) => void,
  given: CheckedStreamOptions,
) {
  const { pollMs, heartbeatMs } = given
  const changes = desk.changes(tenant)
  return openHub({ changes, seal: (position) => seal.close([tenant], position), onError, pollMs, heartbeatMs })
}
