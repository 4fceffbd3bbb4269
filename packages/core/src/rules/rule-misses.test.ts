import { expect, it } from 'vitest'
import { START } from '../../test/records.js'
import { RuledTicket } from '../../test/ruled-desk.js'
import { defaultAccess } from '../access/default-access.js'
import { defineDesk } from '../desk/define-desk.js'
import { supportWorkflow } from '../workflow/ready-made/support.js'
import { keptMisses, missesOf } from './rule-misses.js'
import type { RuleInput, RuleMiss, RulesEvaluated } from './rule-types.js'

const part = (name: string, found: string) => ({ code: 'condition-not-met', part: name, found })
const miss = (rule: string, more: Partial<RuleMiss> = {}): RuleMiss => {
  return { rule, version: 1, seq: 2, reasons: [part('tag', 'x')], ...more }
}
const many = (count: number, more: Partial<RuleMiss> = {}) =>
  Array.from({ length: count }, (_, index) => miss(`r${index}`, more))

it('keeps twenty misses in full, with three reasons each', () => {
  expect(keptMisses([])).toEqual({ missed: [] })
  expect(keptMisses(many(20))).toEqual({ missed: many(20) })
  const reasons = ['a', 'b', 'c', 'd'].map((name) => part(name, 'x'))
  expect(keptMisses([miss('r', { reasons })]).missed[0]?.reasons).toEqual(reasons.slice(0, 3))
})

it('keeps the others by what set them off and their first reason, from which each can be told', () => {
  const others = [
    miss('a'),
    miss('b', { version: 4, reasons: [part('tag', 'y'), part('team', 'z')] }),
    miss('c', { seq: 3 }),
    miss('d', { seq: null, since: START, reasons: [{ code: 'stopped', by: 'x' }] }),
  ]
  const kept = keptMisses([...many(20), ...others])
  const tag = { code: 'condition-not-met', part: 'tag' }
  expect(kept.alsoMissed).toEqual([
    {
      seq: 2,
      reason: tag,
      rules: [
        ['a', 1],
        ['b', 4],
      ],
    },
    { seq: 3, reason: tag, rules: [['c', 1]] },
    { seq: null, since: START, reason: { code: 'stopped', by: 'x' }, rules: [['d', 1]] },
  ])
  expect(missesOf(kept).slice(20)).toEqual([
    miss('a', { reasons: [tag] }),
    miss('b', { version: 4, reasons: [tag] }),
    miss('c', { seq: 3, reasons: [tag] }),
    miss('d', { seq: null, since: START, reasons: [{ code: 'stopped', by: 'x' }] }),
  ])
})

const times = Array.from({ length: 200 }, (_, index) => index)
const parts = ['waiting for parts', 'waiting for customer', 'open']
const when = (index: number) => ({ tag: parts[index % 3] ?? '', channel: 'phone', priority: 'urgent' as const })

it('what 200 rules say of one message is less than 8 KB, and still gives the reason of each', () => {
  const rules = times.map((index): RuleInput => {
    return { id: `rule-${index}`, on: 'message.added', when: when(index), do: [{ action: 'tag', add: ['x'] }] }
  })
  const { model } = defineDesk({ workflows: [supportWorkflow], access: defaultAccess(), rules: rules as never })
  const ticket = new RuledTicket(model)
  ticket.create(START)
  ticket.do(START + 1, { action: 'note', body: 'Seen.' })
  const { data } = ticket.events.at(-1) ?? { data: {} }
  const misses = missesOf(data as unknown as RulesEvaluated)
  expect(misses.map(({ rule }) => rule)).toEqual(rules.map(({ id }) => id))
  for (const { reasons } of misses) expect(reasons[0]).toMatchObject({ code: 'condition-not-met' })
  expect(JSON.stringify(data).length).toBeLessThan(8 * 1024)
})

it('200 rules of time that miss at one instant are each asked once', () => {
  const rules = times.map((index): RuleInput => {
    return {
      id: `r${index}`,
      after: { hours: 1 },
      since: 'created',
      when: when(index),
      do: [{ action: 'raisePriority' }],
    }
  })
  const { model } = defineDesk({ workflows: [supportWorkflow], access: defaultAccess(), rules: rules as never })
  const ticket = new RuledTicket(model)
  ticket.create(START)
  ticket.work(START + 10 * 3_600_000)
  expect(ticket.events.map(({ type }) => type)).toEqual(['ticket.created', 'rules.evaluated'])
  expect(Object.keys(ticket.ticket.flow.rules ?? {})).toHaveLength(200)
})
