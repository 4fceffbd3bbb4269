import { describe, expectTypeOf, test } from 'vitest'
import * as z from 'zod'
import {
  type CalendarChoice,
  type Condition,
  type Desk,
  type DeskShapeOf,
  defaultAccess,
  defineCalendar,
  defineDesk,
  matrix,
  type Rehearsal,
  type SlaPolicyInput,
  supportWorkflow,
} from '../index.js'

const fields = z.object({
  severity: z.enum(['low', 'high']).optional(),
  amount: z.number().default(0),
  labels: z.array(z.string()).optional(),
  vip: z.boolean().optional(),
})
const office = defineCalendar({ timeZone: 'UTC', weekly: { mon: [['09:00', '18:00']] } })
const priority = matrix({
  impact: 'severity',
  urgency: 'amount',
  levels: ['hot', 'cold'],
  table: {},
  otherwise: 'cold',
})
const common = { fields, workflows: [supportWorkflow], priority, access: defaultAccess() } as const
const resolution = { within: { hours: 8 } }

const right = defineDesk({
  ...common,
  calendars: { office, night: office },
  sla: [
    {
      id: 'vip',
      when: {
        priority: ['hot'],
        fields: { severity: 'high', amount: { atLeast: 5 }, labels: ['a', 'b'], vip: { present: true } },
        not: { any: [{ phase: ['open', 'solved'] }, { team: null }] },
      },
      calendar: { by: 'team', of: { asia: 'night', web: 'wall' }, otherwise: 'office' },
      lights: { amber: 0.4 },
      targets: {
        acceptance: { within: { minutes: 10 }, calendar: 'wall', escalate: [] },
        resolution: {
          ...resolution,
          byPriority: { hot: { minutes: 30 } },
          escalate: [
            { used: 0.5, do: [{ action: 'notify', to: ['assignee', { managerOf: 'lead' }, { role: 'admin' }] }] },
            {
              after: { hours: 1 },
              wall: true,
              do: [{ action: 'assign', to: 'nextAuthority' }, { action: 'raisePriority' }],
            },
          ],
        },
      },
    },
  ],
})
type Right = DeskShapeOf<typeof right>

describe('a policy', () => {
  test('that names what there is gives the desk its calendars', () => {
    expectTypeOf<Right['calendar']>().toEqualTypeOf<'office' | 'night'>()
    expectTypeOf<Right['level']>().toEqualTypeOf<'hot' | 'cold'>()
    const none = defineDesk({ ...common, sla: [{ id: 'all', calendar: 'wall', targets: { resolution } }] })
    expectTypeOf<DeskShapeOf<typeof none>['calendar']>().toEqualTypeOf<never>()
  })

  test('names fields of the desk, with values that they have', () => {
    const wrong = (when: Condition<z.output<typeof fields>, 'hot' | 'cold'>) => when
    // @ts-expect-error a field that the desk does not have
    wrong({ fields: { colour: 'red' } })
    // @ts-expect-error a value that the enum does not have
    wrong({ fields: { severity: 'medium' } })
    // @ts-expect-error a text for a number
    wrong({ fields: { amount: '5' } })
    // @ts-expect-error a bound of another type
    wrong({ fields: { amount: { atLeast: '5' } } })
    // @ts-expect-error bounds of a truth value
    wrong({ fields: { vip: { atLeast: true } } })
    // @ts-expect-error a list, where one of its items is meant
    wrong({ fields: { labels: [['a']] } })
    // @ts-expect-error null, which no field has: ask whether it is present
    wrong({ fields: { severity: null } })
    // @ts-expect-error a phase that there is not
    wrong({ phase: 'done' })
    // @ts-expect-error what is always there is not null
    wrong({ channel: null })
    // @ts-expect-error a part is checked like the whole
    wrong({ not: { any: [{ fields: { colour: 'red' } }] } })
  })

  test('names fields, levels and calendars of its own desk, wherever it stands', () => {
    defineDesk({
      ...common,
      // @ts-expect-error a field that the desk does not have
      sla: [{ id: 'x', when: { fields: { colour: 'red' } }, targets: { resolution } }],
    })
    defineDesk({
      ...common,
      // @ts-expect-error a level of another desk
      sla: [{ id: 'x', when: { priority: 'urgent' }, targets: { resolution } }],
    })
    defineDesk({
      ...common,
      // @ts-expect-error a level of another desk
      sla: [{ id: 'x', targets: { resolution: { ...resolution, byPriority: { urgent: { hours: 1 } } } } }],
    })
    defineDesk({
      ...common,
      calendars: { office },
      // @ts-expect-error a calendar that the desk does not have
      sla: [{ id: 'x', calendar: 'night', targets: { resolution } }],
    })
    defineDesk({
      ...common,
      calendars: { office },
      // @ts-expect-error a calendar that the desk does not have, for a team
      sla: [{ id: 'x', calendar: { by: 'team', of: { asia: 'night' }, otherwise: 'office' }, targets: { resolution } }],
    })
    defineDesk({
      ...common,
      // @ts-expect-error what defineCalendar takes is no calendar yet
      calendars: { office: { timeZone: 'UTC' } },
    })
  })

  test('has targets, spans, steps and actions that there are', () => {
    type Policy = SlaPolicyInput<z.output<typeof fields>, 'hot' | 'cold', 'office'>
    const wrong = (targets: Policy['targets'], more: Partial<Policy> = {}) => [targets, more]
    // @ts-expect-error a target that there is not
    wrong({ closing: resolution })
    // @ts-expect-error a target without its time
    wrong({ resolution: {} })
    // @ts-expect-error a business day has no fixed length
    wrong({ resolution: { within: { days: 1 } } })
    // @ts-expect-error a span is no number
    wrong({ resolution: { within: 8 } })
    // @ts-expect-error a step that does nothing
    wrong({ resolution: { ...resolution, escalate: [{ used: 0.5 }] } })
    // @ts-expect-error an action that there is not
    wrong({ resolution: { ...resolution, escalate: [{ used: 0.5, do: [{ action: 'close' }] }] } })
    // @ts-expect-error nobody of this name
    wrong({ resolution: { ...resolution, escalate: [{ used: 0.5, do: [{ action: 'notify', to: ['boss'] }] }] } })
    // @ts-expect-error a light that there is not
    wrong({ resolution }, { lights: { green: 0.1 } })
    // @ts-expect-error a calendar for each ticket’s colour
    wrong({ resolution }, { calendar: { by: 'colour', of: {}, otherwise: 'office' } })
    // @ts-expect-error what is left over has a calendar too
    wrong({ resolution }, { calendar: { by: 'team', of: {} } })
    expectTypeOf<'wall'>().toExtend<CalendarChoice<never>>()
    expectTypeOf<string>().not.toExtend<CalendarChoice<'office'>>()
  })
})

declare const desk: Desk<Right>
const lead = desk.as({ tenant: 'acme', actor: { type: 'lead', id: 'l1' } })

describe('what a desk promises', () => {
  test('is rehearsed with policies of the desk, and calendars that may be new', () => {
    const [since, until] = [new Date(0), new Date(1)]
    expectTypeOf(lead.rehearse({ since, until, change: {} })).resolves.toEqualTypeOf<Rehearsal>()
    void lead.rehearse({
      since,
      until,
      limit: 10,
      change: { calendars: { weekend: office }, sla: [{ id: 'x', calendar: 'weekend', targets: { resolution } }] },
    })
    const changes = (change: Parameters<typeof lead.rehearse>[0]['change']) => lead.rehearse({ since, until, change })
    // @ts-expect-error a level of another desk
    void changes({ sla: [{ id: 'x', when: { priority: 'urgent' }, targets: { resolution } }] })
    // @ts-expect-error a field that the desk does not have
    void changes({ sla: [{ id: 'x', when: { fields: { colour: 1 } }, targets: { resolution } }] })
    // @ts-expect-error routing is not rehearsed
    void changes({ routing: null })
    // @ts-expect-error what defineCalendar takes is no calendar yet
    void changes({ calendars: { office: { timeZone: 'UTC' } } })
    // @ts-expect-error an instant is a Date
    void lead.rehearse({ since: 0, until, change: {} })
  })

  test('is recomputed in one of three ways', () => {
    void lead.recomputeSla({ mode: 'recomputeAndKeepBoth', dryRun: false, limit: 5, after: null })
    // @ts-expect-error there is no such way
    void lead.recomputeSla({ mode: 'reset' })
    // @ts-expect-error it must be said how
    void lead.recomputeSla({ dryRun: true })
  })

  test('is read with lights and dates', async () => {
    const { sla, expected } = await lead.get('t1')
    expectTypeOf(sla?.targets[0]?.light).toEqualTypeOf<
      'green' | 'amber' | 'red' | 'paused' | 'met' | 'breached' | undefined
    >()
    expectTypeOf(expected.answer?.at).toEqualTypeOf<Date | null | undefined>()
    const [verdict] = await lead.verdicts('t1')
    expectTypeOf(verdict?.verdict).toEqualTypeOf<'met' | 'breached' | undefined>()
    void lead.list({ sort: 'dueAt', where: { dueAt: { from: new Date(0) } } })
    // @ts-expect-error a range of dates
    void lead.list({ where: { dueAt: { from: 5 } } })
  })
})
