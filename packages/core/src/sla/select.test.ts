import { describe, expect, it } from 'vitest'
import { NAMES, policyOf } from '../../test/promises.js'
import { ticketRecord } from '../../test/records.js'
import { definePolicies } from './define-policies.js'
import type { CalendarChoice } from './policy-types.js'
import { compilePolicy } from './promise.js'
import { promiseOf, promiseReasons, selectPolicy } from './select.js'

const targets = { resolution: { within: { hours: 8 } } }
const policies = definePolicies(
  [
    { id: 'gold', when: { tier: 'gold' }, targets },
    { id: 'urgent', when: { priority: 'urgent' }, targets },
    { id: 'all', targets },
  ],
  NAMES,
).map((policy) => compilePolicy(policy))

describe('the policy of a ticket', () => {
  const chosen = (changes: Parameters<typeof ticketRecord>[0]) =>
    selectPolicy(policies, ticketRecord(changes))?.definition.id

  it('is the first that fits, in declared order', () => {
    expect(chosen({ requester: { id: 'c1', tier: 'gold' }, priority: 'urgent' })).toBe('gold')
    expect(chosen({ priority: 'urgent' })).toBe('urgent')
    expect(chosen({})).toBe('all')
  })

  it('is none where none fits', () => {
    expect(selectPolicy(policies.slice(0, 2), ticketRecord())).toBeNull()
    expect(selectPolicy([], ticketRecord())).toBeNull()
  })

  it('comes with why: those passed over, and how the one fits', () => {
    expect(promiseReasons(policies, policies[1] ?? null)).toEqual([
      { code: 'condition-not-met', policy: 'gold' },
      { code: 'condition-met', policy: 'urgent' },
    ])
    expect(promiseReasons(policies, policies[2] ?? null).at(-1)).toEqual({ code: 'policy-for-all', policy: 'all' })
    expect(promiseReasons(policies.slice(0, 1), null)).toEqual([
      { code: 'condition-not-met', policy: 'gold' },
      { code: 'no-policy' },
    ])
  })

  it('names of many that were passed over only some', () => {
    const many = Array.from({ length: 500 }, (_, index) => compilePolicy(policyOf({ id: `${index}`, targets })))
    expect(promiseReasons(many, many[499] ?? null)).toHaveLength(51)
  })
})

describe('the calendar of a target', () => {
  const versionOf = (name: string) => ({ office: 3, night: 7 })[name]
  const calendars = (choice: CalendarChoice | undefined, changes: Parameters<typeof ticketRecord>[0] = {}) => {
    const policy = policyOf({ ...(choice !== undefined && { calendar: choice }), targets })
    return promiseOf(policy, ticketRecord(changes), versionOf).calendars.resolution
  }
  const [office, night] = [
    { id: 'office', version: 3 },
    { id: 'night', version: 7 },
  ]

  it('is the named one in the version at hand, and none for wall time', () => {
    expect(calendars('office')).toEqual(office)
    expect(calendars('wall')).toBeNull()
    expect(calendars(undefined)).toBeNull()
  })

  it('is chosen by team, tier, requester or locale; what is not named has the other one', () => {
    const by = (key: 'team' | 'tier' | 'requester' | 'locale') =>
      ({ by: key, of: { x: 'night', y: 'wall' }, otherwise: 'office' }) as const
    expect(calendars(by('team'), { team: 'x' })).toEqual(night)
    expect(calendars(by('team'), { team: 'y' })).toBeNull()
    expect(calendars(by('team'), { team: 'z' })).toEqual(office)
    expect(calendars(by('team'), { team: null })).toEqual(office)
    expect(calendars(by('tier'), { requester: { id: 'c', tier: 'x' } })).toEqual(night)
    expect(calendars(by('tier'), { requester: { id: 'x' } })).toEqual(office)
    expect(calendars(by('requester'), { requester: { id: 'x' } })).toEqual(night)
    expect(calendars(by('locale'), { requester: { id: 'c', locale: 'x' } })).toEqual(night)
  })

  it.each(['toString', 'constructor', '__proto__', 'hasOwnProperty'])('is the other one for the team %s', (team) => {
    expect(calendars({ by: 'team', of: { x: 'night' }, otherwise: 'office' }, { team })).toEqual(office)
  })

  it("is the target's own before the policy's", () => {
    const policy = policyOf({
      calendar: 'office',
      targets: { ...targets, firstResponse: { within: { hours: 1 }, calendar: 'wall' } },
    })
    expect(promiseOf(policy, ticketRecord(), versionOf)).toEqual({
      policy: { id: 'standard', version: 1 },
      calendars: { firstResponse: null, resolution: office },
    })
  })

  // A node that knows another version of the policy than the ticket's may not know all calendars that it names.
  it('is not taken for wall time where this node does not know it', () => {
    const policy = policyOf({ calendar: 'office', targets })
    expect(() => promiseOf(policy, ticketRecord(), () => undefined)).toThrow(/calendar office/)
  })
})
