import { type Clock, createDesk, DocketError, defaultAccess, defineDesk, supportWorkflow } from '@docket/core'
import { manualClock } from '@docket/core/testing'
import { memoryStore } from '@docket/store-memory'
import { describe, expect, it } from 'vitest'
import { advance } from './advance.js'

const definition = defineDesk({
  workflows: [supportWorkflow],
  access: defaultAccess(),
  effects: { echo: { on: ['message.added'] } },
})

/** A desk with a solved ticket, which closes by itself seven days later, and what its effect does. */
async function deskWithSolvedTicket(clock: Clock, storeClock: Clock | undefined, echo = async () => {}) {
  const store = memoryStore(storeClock && { clock: storeClock })
  const desk = await createDesk(definition, { store, clock, effects: { echo } })
  const agent = desk.as({ tenant: 'acme', actor: { type: 'agent', id: 'a1' } })
  const { id } = await agent.create({ subject: 'The lamp hums', requester: { id: 'c1' } })
  await agent.send(id, { type: 'solve' })
  return { desk, agent, id }
}

async function failure(call: Promise<unknown>): Promise<string> {
  const error: unknown = await call.then(
    () => 'nothing was refused',
    (reason: unknown) => reason,
  )
  return DocketError.is(error) ? `${error.code}: ${error.message}` : String(error)
}

describe('advance', () => {
  it('ends exactly as much later, and fires what lies within', async () => {
    const clock = manualClock()
    const { desk, agent, id } = await deskWithSolvedTicket(clock, clock)
    const start = clock.now()
    const sixDays = await advance(desk, { days: 6, hours: 23, minutes: 59, seconds: 59.999 })
    expect(sixDays).toEqual({ timers: 0, messages: 0, until: new Date(start + 7 * 86_400_000 - 1) })
    expect(clock.now()).toBe(start + 7 * 86_400_000 - 1)
    expect((await agent.get(id)).state).toBe('solved')
    expect(await advance(desk, { seconds: 0.001 })).toMatchObject({ timers: 1, messages: 0 })
    expect((await agent.get(id)).stateSince).toEqual(new Date(start + 7 * 86_400_000))
  })

  it('goes nowhere with no duration, and fires what is due already', async () => {
    const clock = manualClock()
    const { desk, agent, id } = await deskWithSolvedTicket(clock, clock)
    const start = clock.now()
    clock.advance({ days: 8 })
    const { timers, until } = await advance(desk, {})
    expect([timers, until]).toEqual([1, new Date(clock.now())])
    // A time-out counts as of its due date.
    expect(await agent.get(id)).toMatchObject({ state: 'closed', stateSince: new Date(start + 7 * 86_400_000) })
  })

  it('takes only a duration that leads forward', async () => {
    const clock = manualClock()
    const { desk } = await deskWithSolvedTicket(clock, clock)
    const wrong = [{ days: -1 }, { days: Number.NaN }, { weeks: 1 }, { days: '1' }, { days: 1e9 }, 3, null, undefined]
    for (const duration of wrong) {
      expect(await failure(advance(desk, duration as object))).toMatch(/^INVALID_INPUT: Pass a duration of days/)
    }
    expect(clock.now()).toBe(manualClock().now())
  })

  it('refuses a clock that cannot be moved', async () => {
    const { desk } = await deskWithSolvedTicket({ now: () => 5 }, undefined)
    expect(await failure(advance(desk, { days: 1 }))).toMatch(/^INVALID_INPUT: .*manualClock\(\)/)
    const plain = await createDesk(definition, { store: memoryStore(), effects: { echo: async () => {} } })
    expect(await failure(advance(plain, { days: 1 }))).toMatch(/^INVALID_INPUT: .*manualClock\(\)/)
  })

  it('refuses a store that goes by another clock, whether that one is behind or ahead', async () => {
    for (const storeClock of [
      undefined,
      manualClock(),
      manualClock(new Date('1999-01-01T00:00:00Z')),
      manualClock(new Date('2033-01-01T00:00:00Z')),
    ]) {
      const clock = manualClock()
      const { desk, agent, id } = await deskWithSolvedTicket(clock, storeClock)
      for (const duration of [{ seconds: 1 }, { days: 30 }]) {
        expect(await failure(advance(desk, duration))).toMatch(/^INVALID_INPUT: The store does not follow/)
      }
      expect((await agent.get(id)).state).toBe('solved')
      expect(clock.now()).toBe(manualClock().now())
    }
  })

  it('ends with an error where an effect causes itself again and again', async () => {
    const clock = manualClock()
    let answer = async () => {}
    const { desk, agent, id } = await deskWithSolvedTicket(clock, clock, () => answer())
    answer = async () => void (await agent.note(id, { body: 'again' }))
    await agent.note(id, { body: 'once' })
    expect(await failure(advance(desk, { days: 1 }))).toMatch(/^LIMIT_EXCEEDED: .* at 2025-01-01T00:00:00.000Z/)
  })

  it('counts what is due at one instant anew at the next', async () => {
    const clock = manualClock()
    const dueAt = [1, 2, 3].map((hour) => clock.now() + hour * 3_600_000)
    const system = {
      clock,
      nextWakeupAt: async () => (dueAt[0] === undefined ? null : new Date(Math.max(dueAt[0], clock.now()))),
      tick: async () => {
        dueAt.shift()
        return { timers: 9_999, messages: 0 }
      },
    }
    expect(await advance({ system }, { days: 1 })).toMatchObject({ timers: 3 * 9_999 })
  })

  it('does not wait for what is due and never fires', async () => {
    const clock = manualClock()
    const due = clock.now() + 1_000
    const system = {
      clock,
      nextWakeupAt: async () => new Date(Math.max(due, clock.now())),
      tick: async () => ({ timers: 0, messages: 0 }),
    }
    expect(await failure(advance({ system }, { days: 1 }))).toMatch(/^INVALID_INPUT: The store does not follow/)
  })
})
