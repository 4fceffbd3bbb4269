import { expect, it } from 'vitest'
import { START, ticketRecord } from '../../test/records.js'
import { defaultAccess } from '../access/default-access.js'
import { recordedBefore } from '../runtime/recorded-before.js'
import type { Runtime } from '../runtime/runtime.js'
import type { Store } from '../store/port.js'
import type { EventRecord, TicketRecord } from '../store/record-types.js'
import { supportWorkflow } from '../workflow/ready-made/support.js'
import { defineDesk } from './define-desk.js'
import { rulesLog } from './rules-log.js'

const DAY = 86_400_000
const HOUR = 3_600_000
const { model } = defineDesk({ workflows: [supportWorkflow], access: defaultAccess() })

/** Tickets with an evaluation each hour, and how many events were read of them. */
function logged(...lengths: readonly number[]) {
  let read = 0
  const tickets = lengths.map((version, index) => ticketRecord({ id: `t${index} of ${version}`, version }))
  const event = ({ id }: TicketRecord, seq: number) => {
    const matched = [{ rule: seq % 2 === 0 ? 'even' : 'odd', version: 1, seq, asks: [], failed: [] }]
    const at = START + seq * HOUR
    const data = { hops: 0, matched, missed: [] }
    return { ticketId: id, seq, type: 'rules.evaluated', occurredAt: at, recordedAt: at, data } as never as EventRecord
  }
  const store = {
    async query({ after, limit }) {
      const from = after === null ? 0 : tickets.findIndex(({ id }) => id === after.id) + 1
      return tickets.slice(from, from + limit)
    },
    async history({ ticketId, afterSeq, limit }) {
      const ticket = tickets.find(({ id }) => id === ticketId)
      const length = Math.min(limit, (ticket?.version ?? 0) - afterSeq)
      read += length
      return ticket ? Array.from({ length }, (_, index) => event(ticket, afterSeq + index + 1)) : []
    },
  } satisfies Partial<Store>
  const page = async (input: object) => {
    const before = read
    const found = await rulesLog({ store, model } as never as Runtime, 'acme', { type: 'lead', id: 'lea' }, input)
    return { ...found, read: read - before }
  }
  return { store, tickets, page }
}

it('tells what happened since then, and reads little of what was before', async () => {
  const { page } = logged(20_000, 10)
  const since = new Date(START + 19_900 * HOUR)
  const { items, next, read } = await page({ since })
  expect(items.map(({ seq }) => seq)).toEqual(Array.from({ length: 101 }, (_, index) => 19_900 + index))
  expect(next).toBeNull()
  expect(read).toBeLessThan(1_000)
  expect((await page({ since, rule: 'even' })).items).toHaveLength(51)
})

it('ends a page within a ticket that is too long for it, and goes on there', async () => {
  const { page } = logged(4_000, 25_000, 3)
  const since = new Date(START)
  const found: string[] = []
  const pages: number[] = []
  for (let after: string | null = null; ; ) {
    const { items, next, read } = await page({ since, limit: 1, after })
    expect(read).toBeLessThanOrEqual(10_550)
    pages.push(items.length)
    found.push(...items.map(({ ticketId, seq }) => `${ticketId} ${seq}`))
    after = next
    if (after === null) break
  }
  expect(pages).toEqual([4_000, 10_000, 10_000, 5_000, 3])
  expect(new Set(found).size).toBe(29_003)
})

it('refuses a cursor that is none', async () => {
  const { page } = logged(3)
  for (const after of ['x', 'x 1 t', ' 1', '1 2']) {
    await expect(page({ since: new Date(START), after })).rejects.toMatchObject({ code: 'CURSOR_INVALID' })
  }
})

it.each([0, 1, 499, 500, 501, 7_777])(
  'passes over what was recorded before an instant, but none after: %i',
  async (n) => {
    const { store, tickets } = logged(n)
    for (const place of [0, 1, 250, 4_000, 7_777, 9_000]) {
      const [ticket] = tickets
      if (!ticket) throw new Error('there is a ticket')
      const found = await recordedBefore(store, ticket, START + place * HOUR + DAY)
      const all = Math.max(0, Math.min(n, place + 23))
      expect(found).toBeLessThanOrEqual(all)
      expect(all - found).toBeLessThanOrEqual(500)
    }
  },
)
