import type { ActorReference, Change, ChangeNotice } from '@docket/core'

const encoder = new TextEncoder()

/** Changes as a stream shows them. */
export interface Frames {
  /** What an actor may know of them, as bytes that whoever knows the same shares; null for nothing. */
  for(actor: ActorReference): Uint8Array<ArrayBuffer> | null
  /** The sealed position behind them all. */
  readonly id: string
}

/** How long a client waits before it comes again. At random, so that not all come at once after a restart. */
const [SHORTEST_RETRY_MS, RETRY_SPREAD_MS] = [500, 2_000]

/** Makes the frames of changes: each notice is written once, whoever reads it. */
export async function framesOf(
  changes: readonly Change[],
  next: string,
  seal: (position: string) => Promise<string>,
): Promise<Frames> {
  const [id, ...ids] = await Promise.all([next, ...changes.map(({ position }) => position)].map(seal))
  const texts = new Map<ChangeNotice, { readonly number: number; readonly text: string }>()
  const joined = new Map<string, Uint8Array<ArrayBuffer>>()
  const known = new Map<string, Uint8Array<ArrayBuffer> | null>()

  function textOf(notice: ChangeNotice, place: number) {
    const before = texts.get(notice)
    if (before) return before
    const written = { number: texts.size, text: frame('change', notice, ids[place]) }
    texts.set(notice, written)
    return written
  }

  function bytesFor(actor: ActorReference): Uint8Array<ArrayBuffer> | null {
    const own = changes.flatMap((change, place) => {
      const notice = change.for(actor)
      return notice === null ? [] : [textOf(notice, place)]
    })
    if (own.length === 0) return null
    const key = own.map(({ number }) => number).join()
    const bytes = joined.get(key) ?? encoder.encode(own.map(({ text }) => text).join(''))
    joined.set(key, bytes)
    return bytes
  }

  return {
    id: id ?? '',
    for(actor) {
      const key = JSON.stringify([actor.type, actor.id])
      const bytes = known.get(key)
      if (bytes !== undefined) return bytes
      const made = bytesFor(actor)
      known.set(key, made)
      return made
    },
  }
}

/** The first frame: from where the stream goes on, which is where it was told to, or the present. */
export function readyFrame(id: string): Uint8Array<ArrayBuffer> {
  const retry = SHORTEST_RETRY_MS + Math.floor(Math.random() * RETRY_SPREAD_MS)
  return encoder.encode(`retry: ${retry}\n${frame('ready', {}, id)}`)
}

/** Says that something may be missing: all that is shown must be read anew, and the stream goes on from then. */
export function resyncFrame(id: string): Uint8Array<ArrayBuffer> {
  return encoder.encode(frame('resync', {}, id))
}

/** Shows that the stream is alive, and how far it has come where that has changed. */
export function heartbeatFrame(id: string | null): Uint8Array<ArrayBuffer> {
  return encoder.encode(id === null ? ':\n\n' : `id: ${id}\n:\n\n`)
}

// JSON has no line breaks, and neither has a sealed position, so that nothing can end a frame early.
function frame(event: string, data: unknown, id: string | undefined): string {
  return `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`
}
