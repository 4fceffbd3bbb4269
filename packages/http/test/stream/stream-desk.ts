import { createDesk, type Desk, defaultAccess, defineDesk, type Store, supportWorkflow } from '@docket/core'
import { memoryStore } from '@docket/store-memory'
import * as z from 'zod'
import { handlerOf } from '../../src/handler/create-handler.js'
import type { Handler, HandlerOptions } from '../../src/handler/options.js'
import type { Principal } from '../../src/handler/principal.js'
import { streamRoutes } from '../../src/routes/stream.js'
import { type EventReader, readEvents } from './event-reader.js'

export const SECRET = 'q8Jw0pX2mVt7RzL5cYh3NfB9sKd1GuA6'

/** A desk whose tickets have a personal field and one that is none. */
export const definition = defineDesk({
  workflows: [supportWorkflow],
  access: defaultAccess(),
  fields: z.object({ severity: z.string().optional() }),
})

/** A desk that streams, and who asks: a request says so in `authorization`, as `tenant/role/id`. */
export interface StreamDesk {
  readonly desk: Desk
  readonly store: Store
  readonly handle: Handler
  /** Those who may no more, as they say who they are. */
  readonly revoked: Set<string>
  /** How many listen to the store. */
  readonly listeners: () => number
  readonly errors: unknown[]
  as(who: string): ReturnType<Desk['as']>
  open(who: string, lastEventId?: string | null, more?: RequestInit): Promise<Response>
  read(who: string, lastEventId?: string | null): Promise<EventReader>
}

/** Makes a desk on a store, its handler, and clients for it. */
export async function streamDesk(
  options: Partial<HandlerOptions> = {},
  given: Store = memoryStore(),
): Promise<StreamDesk> {
  let listening = 0
  const store: Store = {
    ...given,
    onCommit(listener) {
      const end = given.onCommit(listener)
      listening += 1
      return () => {
        listening -= 1
        end()
      }
    },
  }
  const desk = (await createDesk(definition, { store })) as unknown as Desk
  const revoked = new Set<string>()
  const errors: unknown[] = []
  const handle = handlerOf(
    desk,
    {
      authenticate: (request) => {
        const who = request.headers.get('authorization')
        return who === null || revoked.has(who) ? null : principalOf(who)
      },
      secret: SECRET,
      rateLimiter: { take: async () => ({ allowed: true, retryAfterMs: 0 }) },
      onError: (error) => errors.push(error),
      ...options,
    },
    streamRoutes,
  )
  const open: StreamDesk['open'] = (who, lastEventId = null, more = {}) =>
    handle(
      new Request('http://desk.test/stream', {
        ...more,
        headers: { authorization: who, ...(lastEventId !== null && { 'last-event-id': lastEventId }) },
      }),
    )
  return {
    desk,
    store,
    handle,
    revoked,
    listeners: () => listening,
    errors,
    as: (who) => desk.as(principalOf(who)),
    open,
    read: async (who, lastEventId) => {
      const response = await open(who, lastEventId)
      if (response.status !== 200) throw new Error(`The stream was refused: ${await response.text()}`)
      return readEvents(response)
    },
  }
}

/** Who somebody says to be. */
export function principalOf(who: string): Principal {
  const [tenant = '', type = '', id = ''] = who.split('/')
  return { tenant, actor: { type, id } }
}
