import { defaultAccess, defineWorkflow, inboxNotifier, type Notifier } from '@docket/core'
import type { Store } from '@docket/core/store'
import { memoryFileStore } from '@docket/files'
import { type DecidingNode, type DecidingWorld, deciding, openDeciding, request } from './deciding-desk.js'
import type { CreateDeskFixture } from './world.js'

/** Solved only when nobody owes an answer. */
const askingWorkflow = defineWorkflow({
  id: 'asking',
  version: 1,
  initial: 'open',
  states: {
    open: {
      tags: ['open'],
      on: { solve: { target: 'solved', requires: ['requests'] }, giveUp: 'closed', again: 'open' },
    },
    solved: {
      tags: ['solved'],
      on: { reopen: 'open', close: 'closed', again: 'solved' },
      timeout: { after: { days: 7 }, send: 'close' },
    },
    closed: { tags: ['terminal'], on: { reopen: 'open' } },
  },
})

const partner = {
  tickets: 'own',
  staff: true,
  actions: ['read', 'readInternal', 'history', 'reply', 'note', 'request', 'readInbox'],
} as const

/** The desk of the scenarios on notes, requests and watchers. */
export const asking = (changes: object = {}) =>
  deciding({
    workflows: [askingWorkflow] as never,
    access: defaultAccess({ roles: { partner } }),
    ...changes,
  })

/** A desk with two teams (lamps: ann, bob, led by lea; parts: pia, pat who is away, led by pia) and a ticket that ann has. */
export async function openAsking(
  create: CreateDeskFixture,
  { changes = {}, ...options }: { readonly changes?: object; readonly notifier?: Notifier } = {},
) {
  const files = memoryFileStore()
  const world = await openDeciding(create, asking(changes), { files, ...options })
  await world.directory.putTeam({ id: 'parts', name: 'Parts', lead: 'pia' })
  for (const id of ['ann', 'bob', 'lea']) await world.put(id)
  await world.put('pia', { teams: ['parts'] })
  await world.put('pat', { teams: ['parts'], status: 'away' })
  const [ann, bob, pia] = [world.as('agent', 'ann'), world.as('agent', 'bob'), world.as('agent', 'pia')]
  const { id } = await ann.create({ ...request(), body: 'It hums', team: 'lamps' })
  await ann.assign(id, { agent: 'ann' })
  return { world, files, id, ann, bob, pia, cem: world.as('requester', 'cem') }
}

/** What people have been told so far, by person, once every reminder has gone out. */
export async function toldTo(world: DecidingWorld, ...people: readonly string[]): Promise<Record<string, string[]>> {
  await world.desk.system.tick()
  return Object.fromEntries(await Promise.all(people.map(async (id) => [id, await kindsOf(world, id)] as const)))
}

/** The kinds of what an agent was told, oldest first. */
export async function kindsOf(world: DecidingNode, id: string, role = 'agent'): Promise<string[]> {
  return (await world.as(role, id).inbox.list({ limit: 100 })).items.map(({ kind }) => kind).toReversed()
}

/** A notifier that tells of a kind and then fails all the same, so often: whoever it told is told again. */
export function forgetfulNotifier(failing: string, times: number) {
  const asked: string[] = []
  let left = times
  const on = (store: Store): Notifier => {
    const inbox = inboxNotifier(store)
    return {
      async notify(notifications) {
        asked.push(...notifications.map(({ kind, recipient }) => `${kind} ${recipient.id}`))
        await inbox.notify(notifications)
        if (notifications.some(({ kind }) => kind === failing)) left -= 1
        else return
        if (left >= 0) throw new Error('The line is down on purpose.')
      },
    }
  }
  return { on, asked }
}
