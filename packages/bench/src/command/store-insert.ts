import type { Commit } from '@docket/core/store'
import { memoryStore } from '@docket/store-memory'
import { interleave, perSecond } from '../measure/interleave.js'
import { compared, type Report } from '../measure/row.js'
import { ticketId } from '../ticket-record.js'
import { BareIndex } from './bare-index.js'
import { creationOf } from './store-commits.js'

// A new store after so many tickets: so many that the collector's work on what is kept is part of the figure.
const TICKETS = 100_000

/** The memory store by itself: a ticket with its event put in, and a ticket read. */
export async function benchmarkStoreInsert(report: Report): Promise<void> {
  const commits = Array.from({ length: TICKETS }, (_, number) => creationOf(number))
  const inserts = await interleave(
    { ours: (times) => insertIntoStore(commits, times), bare: (times) => insertBare(commits, times) },
    { rounds: 9, roundMs: 500 },
  )
  report.row({
    case: 'insert a ticket with an event: Map, 3 indexes and a copy, without event',
    ...compared(perSecond(inserts.ours), perSecond(inserts.bare)),
    goal: '>= 0.6',
    unit: 'tickets/s',
  })
  await reads(report)
}

async function insertIntoStore(commits: readonly Commit[], times: number): Promise<void> {
  let store = memoryStore()
  for (let index = 0; index < times; index += 1) {
    if (index % TICKETS === 0) store = memoryStore()
    const commit = commits[index % TICKETS]
    if (commit) await store.commit(commit)
  }
}

function insertBare(commits: readonly Commit[], times: number): void {
  let bare = new BareIndex()
  for (let index = 0; index < times; index += 1) {
    if (index % TICKETS === 0) bare = new BareIndex()
    for (const ticket of commits[index % TICKETS]?.tickets ?? []) bare.insert(ticket)
  }
}

async function reads(report: Report): Promise<void> {
  const store = memoryStore()
  const bare = new BareIndex()
  for (let number = 0; number < TICKETS; number += 1) {
    const commit = creationOf(number)
    await store.commit(commit)
    for (const ticket of commit.tickets) bare.insert(ticket)
  }
  let found = 0
  const figures = await interleave({
    ours: async (times) => {
      for (let index = 0; index < times; index += 1) {
        if (await store.load('acme', ticketId((index * 7) % TICKETS))) found += 1
      }
    },
    bare: (times) => {
      for (let index = 0; index < times; index += 1) if (bare.get(ticketId((index * 7) % TICKETS))) found += 1
    },
  })
  if (found === 0) throw new Error('No ticket was found')
  const unit = 'tickets/s'
  report.row({
    case: 'load: Map and a copy',
    ...compared(perSecond(figures.ours), perSecond(figures.bare)),
    goal: null,
    unit,
  })
}
