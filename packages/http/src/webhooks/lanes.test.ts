import { expect, it } from 'vitest'
import { type Entered, lanesOf } from './lanes.js'

const at = (webhook: string, ticketId = 't1', tenant = 'acme') => ({ tenant, webhook, ticketId })

/** Lanes with a clock that is moved by hand, and chance that is always the same. */
function lanesAt(chance = 0) {
  let now = 0
  const lanes = lanesOf({ now: () => now, random: () => chance })
  const enter = (webhook: string, ticketId?: string, tenant?: string): Entered => {
    const entered = lanes.enter(at(webhook, ticketId, tenant))
    if (typeof entered === 'number') throw new Error(`It has to wait ${entered} ms.`)
    return entered
  }
  const wait = (webhook: string, ticketId?: string): number => {
    const waits = lanes.enter(at(webhook, ticketId))
    if (typeof waits !== 'number') throw new Error('It need not wait.')
    return waits
  }
  return {
    enter,
    wait,
    pass: (ms: number) => {
      now += ms
    },
  }
}

it('four at once for an endpoint, whatever others have', () => {
  const { enter, wait } = lanesAt()
  const entered = [1, 2, 3, 4].map((ticket) => enter('slow', `t${ticket}`))
  wait('slow', 't5')
  for (let ticket = 0; ticket < 50; ticket += 1) enter(`fast${ticket}`, `t${ticket}`)
  enter('slow', 't5', 'other')
  entered[0]?.leave(true, 10, null)
  enter('slow', 't5')
  wait('slow', 't6')
})

it('those that wait come later and later, at most a quarter of an hour and a fifth', () => {
  const { enter, wait } = lanesAt(1)
  for (const ticket of [1, 2, 3, 4]) enter('slow', `t${ticket}`)
  const waits = Array.from({ length: 10_000 }, () => wait('slow', 't5'))
  expect(waits.every((ms, index) => index === 0 || ms >= (waits[index - 1] ?? 0))).toBe(true)
  expect(waits[0]).toBe(1_200)
  expect(waits.at(-1)).toBe(15 * 60_000 * 1.2)
  // Spread out, not all at the end.
  expect(waits.filter((ms) => ms < 10 * 60_000).length).toBeGreaterThan(1_000)
})

it('one at a time after five failures, four again after a success', () => {
  const { enter, wait } = lanesAt()
  for (let failure = 0; failure < 5; failure += 1) enter('down').leave(false, 15_000, null)
  const one = enter('down')
  wait('down')
  one.leave(true, 20, null)
  for (const ticket of [1, 2, 3, 4]) enter('down', `t${ticket}`)
  wait('down')
})

it('an endpoint that asks for time has it, all its tickets', () => {
  const { enter, wait, pass } = lanesAt()
  enter('busy').leave(false, 20, 120_000)
  expect(wait('busy')).toBe(120_000)
  expect(wait('busy', 't2')).toBe(120_000)
  enter('other')
  pass(120_000)
  enter('busy')
})

it('an endpoint that asks for a day is looked at again each quarter of an hour: it may be disabled meanwhile', () => {
  const { enter, wait } = lanesAt()
  enter('busy').leave(false, 20, 86_400_000)
  expect(wait('busy')).toBe(15 * 60_000)
})

// Reliability X41.
it('twenty in any minute for a ticket and an endpoint', () => {
  const { enter, wait, pass } = lanesAt()
  for (let sent = 0; sent < 20; sent += 1) {
    enter('loop').leave(true, 5, null)
    pass(1_000)
  }
  expect(wait('loop')).toBe(40_000)
  enter('loop', 't2')
  enter('other')
  pass(40_000)
  enter('loop').leave(true, 5, null)
  expect(wait('loop')).toBe(1_000)
})
