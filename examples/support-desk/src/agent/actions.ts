import type { ActorDesk } from '@docket/core'
import type { Shop } from '../desk/support.js'
import { nameOf } from '../people.js'
import type { AgentWords } from './agent-words.js'

/** What somebody wants done. */
export interface Work {
  readonly desk: ActorDesk<Shop>
  readonly id: string
  readonly agent: string
  readonly words: AgentWords
  /** What a field of the form says; empty where it says nothing. */
  readonly said: (name: string) => string
}

/** Somebody else was faster. */
export class Meanwhile extends Error {}

/** What an agent does on a ticket's page, by the last part of the form's address. */
export const ACTIONS: Readonly<Record<string, (work: Work) => Promise<unknown>>> = {
  take: (work) => assignTo(work, work.agent),
  async reply({ desk, id, words, said }) {
    const { items } = await desk.thread(id, { limit: 500 })
    const latest = items.filter(({ author }) => author.type === 'requester').at(-1)?.seq ?? 0
    // Nobody answers what they have not read.
    if (latest > Number(said('seen') || latest)) throw new Meanwhile(words.meanwhile)
    await desk.reply(id, { body: said('body') })
  },
  note: ({ desk, id, said }) => desk.note(id, { body: said('body') }),
  send: ({ desk, id, said }) => {
    const type = said('event') as Parameters<typeof desk.send>[1]['type']
    return desk.send(id, { type, ...(said('reason') !== '' && { reason: said('reason') }) })
  },
  async 'hand-over'(work) {
    await assignTo(work, work.said('to'))
    if (work.said('note') !== '') await work.desk.note(work.id, { body: work.said('note') })
  },
}

/** Gives it to somebody, unless somebody has taken it since the page was read. */
async function assignTo({ desk, id, words, said }: Work, agent: string): Promise<void> {
  const { assignee, version } = await desk.get(id)
  if (assignee !== null && assignee !== said('holder')) {
    throw new Meanwhile(words.taken(nameOf({ type: 'agent', id: assignee })))
  }
  await desk.assign(id, { agent }, { expectedVersion: version })
}
