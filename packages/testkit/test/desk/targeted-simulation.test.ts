import { createDesk, defaultAccess, defineDesk, leastLoad, supportWorkflow, type TargetedEffect } from '@docket/core'
import { memoryStore } from '@docket/store-memory'
import { expect, it } from 'vitest'
import { simulateDesk } from '../../src/simulation/simulate-desk.js'

const definition = defineDesk({
  workflows: [supportWorkflow],
  routing: leastLoad(),
  access: defaultAccess(),
  effects: { hook: { on: ['ticket.created'] } },
})
const at = (time: string) => new Date(`2025-06-${time}:00Z`)

it('runs with effects that go to targets, one of which is down, to the same end as without', async () => {
  const tried: string[] = []
  const run = (hook: TargetedEffect) =>
    simulateDesk(definition, {
      seed: 1,
      since: at('02T00:00'),
      until: at('09T00:00'),
      createDesk: (own, parts) => createDesk(own, { ...parts, effects: { hook } }),
      store: memoryStore,
      arrivals: ['02T10:00', '02T10:10'].map((time) => ({
        at: at(time),
        ticket: { subject: 'Help', requester: { id: 'c1' } },
      })),
      agents: [{ id: 'ann', name: 'ann' }],
      handling: () => ({ seconds: 6 * 24 * 3_600, answer: 0.1 }),
    })
  const down = await run({
    targets: () => ['up', 'down'],
    deliver({ attempt }, target) {
      tried.push(`${target} ${attempt}`)
      return target === 'up' ? { kind: 'done' } : { kind: 'retry', error: 'it is down' }
    },
  })
  const none = await run({ targets: () => [], deliver: () => ({ kind: 'done' }) })
  expect(tried.filter((one) => one === 'up 1')).toHaveLength(2)
  expect(tried.filter((one) => one === 'down 10')).toHaveLength(2)
  expect(tried).toHaveLength(22)
  const what = ({ tickets }: typeof down) => tickets.map((ticket) => ({ ...ticket, id: null }))
  expect(what(down)).toEqual(what(none))
  expect([none.errors, down.errors.length]).toEqual([[], 2])
})
