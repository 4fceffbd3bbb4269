import { parseRules, type RuleInput } from '@docket/core'
import { expect, it } from 'vitest'
import { deciding, openDeciding, request } from './deciding-desk.js'
import type { CreateDeskFixture } from './world.js'

const withRules = (rules: readonly RuleInput[], more = {}) => deciding({ ...more, rules: rules as never })

/** What can be learnt of rules. */
export function ruleLogScenarios(create: CreateDeskFixture): void {
  const mark: RuleInput = {
    id: 'mark',
    on: 'ticket.created',
    when: { channel: 'phone' },
    do: [{ action: 'tag', add: ['p'] }],
  }
  const remind: RuleInput = {
    id: 'remind',
    after: { hours: 4 },
    since: 'created',
    when: { phase: 'open' },
    do: [{ action: 'tag', add: ['late'] }],
  }

  it('the log of rules tells each match and miss with its reason, ticket by ticket', async () => {
    const world = await openDeciding(create, withRules([mark, remind]))
    const since = new Date(world.now())
    const one = await world.sam.create(request({ channel: 'phone' }))
    const two = await world.sam.create(request())
    await world.work({ hours: 5 })
    const first = await world.sam.rules.log({ since, limit: 1 })
    const rest = await world.sam.rules.log({ since, limit: 1, after: first.next })
    expect(rest.next).toBeNull()
    const entries = [...first.items, ...rest.items].map(({ ticketId, rule, matched, seq, reasons }) => {
      return { ticketId, rule, matched, timed: seq === null, part: reasons[0]?.['part'] }
    })
    expect(new Set(entries)).toEqual(
      new Set([
        { ticketId: one.id, rule: 'mark', matched: true, timed: false, part: undefined },
        { ticketId: two.id, rule: 'mark', matched: false, timed: false, part: 'channel' },
        { ticketId: one.id, rule: 'remind', matched: true, timed: true, part: undefined },
        { ticketId: two.id, rule: 'remind', matched: true, timed: true, part: undefined },
      ]),
    )
    expect((await world.sam.rules.log({ since, rule: 'mark' })).items).toHaveLength(2)
    const later = await world.sam.rules.log({ since: new Date(world.now() - 2 * 3_600_000) })
    expect(later.items.map(({ rule }) => rule)).toEqual(['remind', 'remind'])
    await expect(world.as('requester', 'cem').rules.log({ since })).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })

  it('a rule can be tried on the last tickets before it is switched on: nothing is written', async () => {
    const world = await openDeciding(create, withRules([]))
    const one = await world.sam.create(request({ channel: 'phone' }))
    const two = await world.sam.create(request())
    await world.work({ hours: 2 })
    await world.sam.send(two.id, { type: 'solve' } as never)
    await world.work({ hours: 5 })
    const lead = world.as('lead', 'lea')
    const tried = await lead.rules.try({ rules: [mark, remind] as never })
    expect(tried).toMatchObject([
      {
        rule: 'mark',
        asked: 2,
        matched: 1,
        tickets: 1,
        unmet: { channel: 1 },
        matches: [{ ticketId: one.id, seq: 1 }],
      },
      { rule: 'remind', asked: 2, matched: 1, unmet: { phase: 1 }, matches: [{ ticketId: one.id, seq: null }] },
    ])
    expect(tried[1]?.matches[0]?.at).toEqual(new Date(one.createdAt.getTime() + 4 * 3_600_000))
    expect((await world.sam.get(one.id)).version).toBe(one.version)
    await expect(world.sam.rules.try({ rules: [mark] as never })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    const wrong = { rules: [{ ...mark, when: { fields: { nothing: 1 } } }] as never }
    await expect(lead.rules.try(wrong)).rejects.toMatchObject({ code: 'INVALID_DEFINITION' })
    const read: unknown = JSON.parse(JSON.stringify([mark, remind]))
    expect(await lead.rules.try({ rules: parseRules(withRules([]), read) })).toEqual(tried)
    expect(() => parseRules(withRules([]), [{ ...mark, on: 'ticket.made' }])).toThrow(
      'rules.0.on (mark) names ticket.made',
    )
  })
}
