import type { ActorDesk } from '@docket/core'
import type { Shop } from '../desk/support.js'

/** What an agent does on a ticket's page, by the last part of the form's address. */
export const ACTIONS: Readonly<Record<string, (work: Work) => Promise<unknown>>> = {
  take: ({ desk, id, agent }) => desk.assign(id, { agent }),
  reply: ({ desk, id, said }) => desk.reply(id, { body: said('body') }),
  note: ({ desk, id, said }) => desk.note(id, { body: said('body') }),
  send: ({ desk, id, said }) => {
    const type = said('event') as Parameters<typeof desk.send>[1]['type']
    return desk.send(id, { type, ...(said('reason') !== '' && { reason: said('reason') }) })
  },
  'hand-over': async ({ desk, id, said }) => {
    if (said('note') !== '') await desk.note(id, { body: said('note') })
    await desk.assign(id, { agent: said('to') })
  },
}

/** What somebody wants done. */
export interface Work {
  readonly desk: ActorDesk<Shop>
  readonly id: string
  readonly agent: string
  /** What a field of the form says; empty where it says nothing. */
  readonly said: (name: string) => string
}
