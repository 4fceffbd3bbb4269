import { type ActorDesk, createDesk, type Desk, DocketError, type Random, type Reason, type Store } from '@docket/core'
import { type ManualClock, seededRandom, sequentialIds } from '@docket/core/testing'
import { memoryFileStore } from '@docket/files'
import { type Company, companyDesk, furnish } from '../company-desk.js'
import { TEAMS } from '../departments.js'
import { type Outside, outside } from './outside.js'

/** The tickets that the report tells of one by one. */
export type Role = 'return' | 'repair' | 'complaint' | 'outage'

/** Something that the desk refused to somebody, with everything that was missing. */
export interface Refusal {
  readonly ticketId: string
  readonly at: number
  readonly by: string
  readonly tried: string
  readonly reasons: readonly Reason[]
}

/** What a scene plays on. */
export interface Story {
  readonly desk: Desk<Company>
  readonly random: Random
  /** How many customers write while the cloud is down. */
  readonly crowd: number
  readonly outside: Outside
  readonly cast: Map<Role, string>
  readonly refusals: Refusal[]
  /** What somebody searched for, and how many tickets were found. */
  readonly searches: { readonly by: string; readonly text: string; readonly tickets: readonly string[] }[]
  now(): number
  customer(id: string, locale?: string, tier?: string): ActorDesk<Company>
  /** Somebody of the company, in their own role. */
  staff(id: string): ActorDesk<Company>
  service(name: string): ActorDesk<Company>
  admin: ActorDesk<Company>
  /** Whoever has the ticket now. */
  holder(ticketId: string): Promise<string>
  /** Does what the desk is to refuse, and keeps why. */
  refused(by: string, ticketId: string, tried: string, act: () => Promise<unknown>): Promise<void>
}

/** A scene: waits for the instants that it yields, `MM-DD HH:MM` in Shanghai, and acts in between. */
export type Scene = AsyncGenerator<string, void, undefined>

const LEADS = new Set([...TEAMS.map(({ lead }) => lead), 'dong', 'shi', 'kong'])

/** Opens the company on a store that reckons by the clock. */
export async function openStory(store: Store, clock: ManualClock, seed: number, crowd: number): Promise<Story> {
  const around = outside(() => clock.now())
  const desk = await createDesk(companyDesk, {
    store,
    clock,
    effects: around.effects,
    files: memoryFileStore(),
    ids: sequentialIds('t'),
    random: seededRandom(seed),
    // The bank and the CRM fail on purpose; what is given up is in the report.
    onError: () => {},
  })
  const as = (type: string, id: string) => desk.as({ tenant: 'mingchuan', actor: { type, id } })
  const admin = as('admin', 'ada')
  await furnish(admin)
  const refusals: Refusal[] = []
  return {
    desk,
    random: seededRandom(seed + 1),
    crowd,
    outside: around,
    cast: new Map(),
    refusals,
    searches: [],
    now: () => clock.now(),
    customer: (id, locale = 'zh', tier) =>
      desk.as({ tenant: 'mingchuan', actor: { type: 'requester', id }, locale, ...(tier !== undefined && { tier }) }),
    staff: (id) => as(LEADS.has(id) ? 'lead' : 'agent', id),
    service: (name) => as('service', name),
    admin,
    async holder(ticketId) {
      const { assignee, subject } = await admin.get(ticketId)
      if (assignee === null) throw new Error(`Nobody has the ticket ${subject}`)
      return assignee
    },
    async refused(by, ticketId, tried, act) {
      try {
        await act()
      } catch (error) {
        if (!DocketError.is(error) || error.details.reasons === undefined) throw error
        refusals.push({ ticketId, at: clock.now(), by, tried, reasons: error.details.reasons })
        return
      }
      throw new Error(`The desk should have refused ${tried}`)
    },
  }
}
