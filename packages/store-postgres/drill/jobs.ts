import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { Commit, Store, TicketRecord } from '@docket/core/store'
import { ticketRecord } from '@docket/core/testing'

/** The tenant of all jobs. */
const TENANT = 'jobs'
const CLAIMED_AT_ONCE = 4
const POLL_MS = 15
/** How long the work of a job takes, at most. */
const WORK_MS = 12

const NOTHING: Omit<Commit, 'tenant'> = {
  expect: [],
  tickets: [],
  events: [],
  messages: [],
  contents: [],
  attachments: [],
  timers: { set: [], cancel: [] },
  outbox: [],
  counters: [],
  searches: [],
  revives: [],
  erasures: [],
  idempotency: null,
  settles: null,
}

/** The counter that a job raises by one, in the commit that settles it. */
const counterOf = (carrier: string, job: string): string => `${carrier}:${job}`

/**
 * Makes due jobs: timers of a ticket that carries nothing else. A job's whole effect is one step of a counter, which no
 * version guards: only the lease keeps two workers from taking it twice.
 */
export async function addJobs(store: Store, carrier: string, count: number): Promise<readonly string[]> {
  const jobs = Array.from({ length: count }, (_, index) => `job-${index}`)
  const record = carrierRecord(carrier)
  const set = jobs.map((key, index) => ({ tenant: TENANT, ticketId: carrier, key, dueAt: index, epoch: 1, data: {} }))
  const created = await store.commit({
    ...NOTHING,
    tenant: TENANT,
    expect: [{ ticketId: carrier, version: 0 }],
    tickets: [record],
    events: [
      {
        tenant: TENANT,
        ticketId: carrier,
        seq: 1,
        type: 'ticket.created',
        occurredAt: 0,
        recordedAt: 0,
        actor: { type: 'service', id: 'drill' },
        cause: null,
        data: {},
      },
    ],
    timers: { set, cancel: [] },
  })
  if (!created.ok) throw new Error(`The jobs of ${carrier} could not be made: ${created.conflict.kind}.`)
  return jobs
}

/** How often each job took effect. */
export async function jobEffects(store: Store, carrier: string, jobs: readonly string[]): Promise<readonly number[]> {
  return store.counters(
    TENANT,
    jobs.map((job) => counterOf(carrier, job)),
  )
}

/** Works on jobs for good. */
export async function workOnJobs(store: Store, leaseMs: number, refused: () => void): Promise<never> {
  for (;;) {
    const token = randomUUID()
    const claims = await store.claimTimers({ limit: CLAIMED_AT_ONCE, leaseMs, token })
    for (const { timer } of claims) {
      await pause(Math.random() * WORK_MS)
      const { ticketId, key, epoch } = timer
      const counters = [{ key: counterOf(ticketId, key), delta: 1 }]
      const result = await store.commit({
        ...NOTHING,
        tenant: TENANT,
        counters,
        settles: { ticketId, key, epoch, token },
      })
      if (!result.ok) refused()
    }
    if (claims.length === 0) await pause(POLL_MS)
  }
}

function carrierRecord(id: string): TicketRecord {
  return ticketRecord({ tenant: TENANT, id, workflow: 'jobs', state: 'open', requester: { id: 'drill' } })
}
