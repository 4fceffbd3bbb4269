import { memoryStore } from '@docket/store-memory'
import type { Work } from '../measure/interleave.js'
import { serveWork } from '../measure/worker.js'
import { ticketId, ticketRecord } from '../ticket-record.js'
import { BareIndex } from './bare-index.js'
import { changeOf, creationOf } from './store-commits.js'

// Far from each other, so that no run of tickets stays in the processor's cache.
const STRIDE = 7_919
const NO_EVENT = { event: false }

const [kind, size] = process.argv.slice(2)
const tickets = Number(size)
const before = heapBytes()
const work = kind === 'store' ? await storeChanges() : bareChanges()
serveWork(work, (heapBytes() - before) / tickets)

async function storeChanges(): Promise<Work> {
  const store = memoryStore()
  for (let number = 0; number < tickets; number += 1) await store.commit(creationOf(number, NO_EVENT))
  let next = 0
  return async (times) => {
    for (let index = 0; index < times; index += 1) {
      next = (next + STRIDE) % tickets
      const ticket = await store.load('acme', ticketId(next))
      const result = ticket && (await store.commit(changeOf(ticket, NO_EVENT)))
      if (!result?.ok) throw new Error(`The change of ticket ${next} was not applied`)
    }
  }
}

function bareChanges(): Work {
  const bare = new BareIndex()
  for (let number = 0; number < tickets; number += 1) bare.insert(ticketRecord(number))
  let next = 0
  return (times) => {
    for (let index = 0; index < times; index += 1) {
      next = (next + STRIDE) % tickets
      const ticket = bare.get(ticketId(next))
      if (ticket === null) throw new Error(`There is no ticket ${next}`)
      bare.replace({ ...ticket, version: ticket.version + 1 })
    }
  }
}

function heapBytes(): number {
  globalThis.gc?.()
  globalThis.gc?.()
  return process.memoryUsage().heapUsed
}
