import {
  createDesk,
  defaultAccess,
  defineCalendar,
  defineDesk,
  type EffectMessage,
  leastLoad,
  type Recipient,
  supportWorkflow,
} from '@docket/core'
import type { FileStore } from '@docket/core/store'
import { seededRandom, sequentialIds } from '@docket/core/testing'
import type { StoreFixture } from '../src/store/fixture.js'

const weekly = (from: string, to: string) => {
  const day = [[from, to]] as const
  return { mon: day, tue: day, wed: day, thu: day, fri: day }
}
const tell = (...to: [Recipient, ...Recipient[]]) => ({ action: 'notify', to }) as const

/** A desk with two policies and ladders of every action, in its first version or in a later one. */
const definition = (version: 1 | 2) =>
  defineDesk({
    workflows: [supportWorkflow],
    routing: version === 1 ? leastLoad() : { ...leastLoad(), offerMs: 15 * 60_000, handsBack: () => true },
    weights: { email: 2, 'live chat': 3 },
    access: defaultAccess(),
    calendars: {
      office: defineCalendar({ version, timeZone: 'UTC', weekly: weekly('09:00', version === 1 ? '17:00' : '20:00') }),
      nights: defineCalendar({ timeZone: 'America/New_York', weekly: weekly('00:00', '07:30') }),
    },
    sla: [
      {
        id: 'vip',
        version,
        when: { any: [{ tag: 'vip' }, { category: 'c1' }], not: { priority: 'low' } },
        targets: {
          acceptance: { within: { minutes: 10 * version } },
          firstResponse: {
            within: { hours: 1 },
            escalate: [
              { used: 0.5, do: [tell('assignee', 'watchers', 'requester')] },
              { after: {}, do: [{ action: 'raisePriority' }, { action: 'effect', effect: 'audit' }, tell('lead')] },
              {
                after: { hours: 1 },
                do: [
                  { action: 'assign', agent: 'a3' },
                  { action: 'addWatcher', watcher: 'nextAuthority' },
                ],
              },
            ],
          },
          nextResponse: { within: { minutes: 45 } },
          resolution: {
            within: { hours: 8 / version },
            byPriority: { urgent: { hours: 2 } },
            escalate: [
              { idle: { minutes: 30 }, do: [tell({ managerOf: 'assignee' }, 'team')] },
              { before: { hours: 1 }, do: [tell('departmentHead')] },
              { after: { hours: 2 }, wall: true, do: [{ action: 'assign', to: 'lead', team: 't2' }] },
            ],
          },
        },
      },
      {
        id: 'standard',
        version,
        when: { not: { tag: 'y' } },
        calendar: { by: 'team', of: { t1: 'office', t2: 'nights' }, otherwise: 'wall' },
        lights: { amber: 0.3, red: 0.6 },
        targets: {
          firstResponse: { within: { hours: 2 } },
          nextResponse: { within: { hours: 4 } },
          resolution: {
            within: { hours: 16 },
            escalate: [
              { before: { hours: 2 }, wall: true, do: [tell({ role: 'lead' })] },
              { after: {}, do: [tell('nextAuthority'), { action: 'raisePriority', to: 'urgent' }] },
            ],
          },
        },
      },
    ],
    effects: {
      notify: { on: ['message.added', 'ticket.created', 'ticket.assigned'] },
      audit: { on: ['message.added', 'ticket.transitioned'] },
    },
  })

/** A desk that does the same on every store, and a node of it with later definitions. */
export async function comparedDesk({ store, clock }: StoreFixture) {
  const arrived: Pick<EffectMessage, 'id' | 'ticketId' | 'effect' | 'event' | 'attempt'>[] = []
  const keep = ({ id, ticketId, effect, event, attempt }: EffectMessage) => {
    arrived.push({ id, ticketId, effect, event, attempt })
  }
  const given = {
    clock,
    ids: sequentialIds(),
    random: seededRandom(1),
    files: shelf(),
    effects: { notify: keep, audit: keep },
  }
  const [desk, later] = [
    await createDesk(definition(1), { store, ...given }),
    await createDesk(definition(2), { store, ...given }),
  ]
  return { desk, others: [later], arrived: () => arrived }
}

/** Files in a map. */
function shelf(): FileStore {
  const files = new Map<string, Uint8Array[]>()
  return {
    async put(key, bytes) {
      const chunks: Uint8Array[] = []
      for await (const chunk of bytes) chunks.push(chunk)
      files.set(key, chunks)
    },
    async get(key) {
      const chunks = files.get(key)
      if (chunks === undefined) return null
      return (async function* () {
        yield* chunks
      })()
    },
    async remove(key) {
      files.delete(key)
    },
  }
}
