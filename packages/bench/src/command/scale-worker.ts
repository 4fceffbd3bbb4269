import { memoryStore } from '@docket/store-memory'
import { agentAtAcme, backAndForth, runPlainDesk } from '../desk.js'
import type { Work } from '../measure/interleave.js'
import { serveWork } from '../measure/worker.js'
import { ticketId, ticketRecord } from '../ticket-record.js'
import { BareIndex } from './bare-index.js'
import { changeOf, creationOf } from './store-commits.js'

// Far from each other, so that no run of tickets stays in the processor's cache.
const STRIDE = 7_919
const NO_EVENT = { event: false }
const KINDS: Readonly<Record<string, () => Promise<Work>>> = {
  store: storeChanges,
  desk: deskCommands,
  bare: bareChanges,
}

const [kind = '', size] = process.argv.slice(2)
const tickets = Number(size)
const before = heapBytes()
const work = await KINDS[kind]?.()
if (work) serveWork(work, (heapBytes() - before) / tickets)

async function storeChanges(): Promise<Work> {
  const store = memoryStore()
  for (let number = 0; number < tickets; number += 1) await store.commit(creationOf(number, NO_EVENT))
  return eachInTurn(async (number) => {
    const ticket = await store.load('acme', ticketId(number))
    const result = ticket && (await store.commit(changeOf(ticket, NO_EVENT)))
    if (!result?.ok) throw new Error(`The change of ticket ${number} was not applied`)
  })
}

async function deskCommands(): Promise<Work> {
  const store = memoryStore()
  const agent = (await runPlainDesk(store)).as(agentAtAcme)
  for (let number = 0; number < tickets; number += 1) await store.commit(creationOf(number, { state: 'inProgress' }))
  const moved = new Uint8Array(tickets)
  return eachInTurn(async (number) => {
    const turn = moved[number] ?? 0
    await agent.send(ticketId(number), { type: backAndForth[turn] ?? 'order' })
    moved[number] = 1 - turn
  })
}

async function bareChanges(): Promise<Work> {
  const bare = new BareIndex()
  for (let number = 0; number < tickets; number += 1) bare.insert(ticketRecord(number))
  return eachInTurn((number) => {
    const ticket = bare.get(ticketId(number))
    if (ticket === null) throw new Error(`There is no ticket ${number}`)
    bare.replace({ ...ticket, version: ticket.version + 1 })
  })
}

function eachInTurn(change: (number: number) => void | Promise<void>): Work {
  let next = 0
  return async (times) => {
    for (let index = 0; index < times; index += 1) {
      next = (next + STRIDE) % tickets
      const pending = change(next)
      if (pending) await pending
    }
  }
}

function heapBytes(): number {
  globalThis.gc?.()
  globalThis.gc?.()
  return process.memoryUsage().heapUsed
}
