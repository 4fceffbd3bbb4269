import { expectTypeOf, test } from 'vitest'
import * as z from 'zod'
import {
  type Desk,
  type DeskShapeOf,
  defaultAccess,
  defineCalendar,
  defineDesk,
  defineWorkflow,
  type MacroDesk,
  matrix,
  parseRules,
  type RuleOf,
  type RulesDesk,
} from '../index.js'

const job = defineWorkflow({
  id: 'job',
  version: 1,
  initial: 'open',
  states: { open: { tags: ['open'], on: { close: 'closed' } }, closed: { tags: ['terminal'] } },
})
const common = {
  fields: z.object({
    severity: z.enum(['low', 'high']).optional(),
    amount: z.number().default(0),
    phone: z.string().optional(),
  }),
  workflows: [job],
  calendars: { office: defineCalendar({ timeZone: 'UTC', weekly: { mon: [['09:00', '18:00']] } }) },
  priority: matrix({ impact: 'severity', urgency: 'amount', levels: ['hot', 'cold'], table: {}, otherwise: 'cold' }),
  access: defaultAccess(),
} as const
const tag = [{ action: 'tag', add: ['x'] }] as const

const right = defineDesk({
  ...common,

  rules: [
    {
      id: 'all',
      on: ['ticket.created', 'sla.breached'],
      by: 'requester',
      when: { priority: 'hot', fields: { severity: ['low', 'high'], amount: { atLeast: 5 } }, not: { tag: 'x' } },
      do: [
        { action: 'setFields', fields: { severity: 'high', amount: null } },
        { action: 'setPriority', priority: 'cold' },
        { action: 'send', event: 'close' },
        { action: 'forChildren', do: [{ action: 'send', event: 'close' }] },
      ],
    },
    { id: 'later', after: { hours: 4 }, since: 'requesterWrote', calendar: 'office', do: tag },
    { id: 'wall', after: { days: 4 }, since: 'solved', calendar: 'wall', do: tag },
  ],
  macros: { done: { label: { en: 'Done' }, do: [{ action: 'send', event: 'close' }, ...tag] } },
})

test('rules and macros know the fields, levels, calendars and events of their desk', () => {
  type Shape = DeskShapeOf<typeof right>
  type Tried = Parameters<RulesDesk<Shape>['try']>[0]['rules'][number]
  expectTypeOf<NonNullable<Tried['when']>['priority']>().toEqualTypeOf<
    'hot' | 'cold' | readonly ('hot' | 'cold')[] | undefined
  >()
  type Step = ReturnType<MacroDesk<Shape>['macros']>[number]['steps'][number]
  expectTypeOf<Extract<Step, { action: 'send' }>['event']>().toEqualTypeOf<'close'>()
})

test('a rule that the desk could not have does not compile', () => {
  const base = common
  // @ts-expect-error there is no such field
  defineDesk({ ...base, rules: [{ id: 'r', on: 'ticket.created', when: { fields: { nothing: 1 } }, do: tag }] })
  // @ts-expect-error severity is low or high
  defineDesk({ ...base, rules: [{ id: 'r', on: 'ticket.created', when: { fields: { severity: 'hot' } }, do: tag }] })
  // @ts-expect-error there is no such level
  defineDesk({ ...base, rules: [{ id: 'r', on: 'ticket.created', when: { priority: 'lukewarm' }, do: tag }] })
  const event = { visibility: 'public' } as const
  defineDesk({ ...base, rules: [{ id: 'r', on: 'message.added', when: { not: { event }, rating: 1 }, do: tag }] })
  // @ts-expect-error time is no event
  defineDesk({ ...base, rules: [{ id: 'r', after: { hours: 1 }, since: 'created', when: { event }, do: tag }] })
  // @ts-expect-error nor is a promise asked of one
  defineDesk({ ...base, sla: [{ id: 's', when: { event }, targets: { resolution: { within: { hours: 1 } } } }] })
  // @ts-expect-error a rating is a number
  defineDesk({ ...base, rules: [{ id: 'r', on: 'ticket.rated', when: { rating: 'bad' }, do: tag }] })
  // @ts-expect-error there is no such calendar
  defineDesk({ ...base, rules: [{ id: 'r', after: { hours: 1 }, since: 'created', calendar: 'moon', do: tag }] })
  // @ts-expect-error there is no such trigger
  defineDesk({ ...base, rules: [{ id: 'r', on: 'ticket.exploded', do: tag }] })
  // @ts-expect-error rules are not set off by rules alone
  defineDesk({ ...base, rules: [{ id: 'r', on: 'rules.evaluated', do: tag }] })
  // @ts-expect-error there is no such effect
  defineDesk({ ...base, rules: [{ id: 'r', on: 'ticket.created', do: [{ action: 'effect', effect: 'fax' }] }] })
  // @ts-expect-error no workflow has this event
  defineDesk({ ...base, rules: [{ id: 'r', on: 'ticket.created', do: [{ action: 'send', event: 'jump' }] }] })
  // @ts-expect-error either by an event or by time
  defineDesk({ ...base, rules: [{ id: 'r', on: 'ticket.created', after: { hours: 1 }, since: 'created', do: tag }] })
  // @ts-expect-error time since when?
  defineDesk({ ...base, rules: [{ id: 'r', after: { hours: 1 }, do: tag }] })
})

test('nor does a macro', () => {
  const base = common
  // @ts-expect-error no workflow has this event
  defineDesk({ ...base, macros: { m: { do: [{ action: 'send', event: 'jump' }] } } })
  // @ts-expect-error there is no such field
  defineDesk({ ...base, macros: { m: { do: [{ action: 'setFields', fields: { nothing: 1 } }] } } })
  // @ts-expect-error there is no such level
  defineDesk({ ...base, macros: { m: { do: [{ action: 'setPriority', priority: 'lukewarm' }] } } })
  // @ts-expect-error telling others is no step of a macro
  defineDesk({ ...base, macros: { m: { do: [{ action: 'notify', to: ['lead'] }] } } })
})

test('rules of a desk have a type for lists and functions of the host, also those that come from JSON', () => {
  type OfRight = RuleOf<typeof right>
  const own: OfRight[] = [
    { id: 'r', on: 'ticket.tagged', when: { event: { added: 'pay', removed: ['x'] } }, do: tag },
    { id: 's', on: 'ticket.updated', when: { event: { changed: ['amount', 'severity'] } }, do: tag },
    { id: 't', after: { hours: 4 }, since: 'created', calendar: 'office', when: { priority: 'hot' }, do: tag },
  ]
  // @ts-expect-error there is no such level
  own.push({ id: 'r', on: 'ticket.created', when: { priority: 'lukewarm' }, do: tag })
  // @ts-expect-error there is no such field
  own.push({ id: 'r', on: 'ticket.updated', when: { event: { changed: 'nothing' } }, do: tag })
  defineDesk({ ...common, rules: own })
  const read: unknown = JSON.parse('[]')
  const parsed = parseRules(right, read)
  expectTypeOf(parsed).toEqualTypeOf<readonly OfRight[]>()
  defineDesk({ ...common, rules: [...own, ...parsed] })
  const lead = ({} as Desk<DeskShapeOf<typeof right>>).as({ tenant: 't', actor: { type: 'lead', id: 'l' } })
  const between = { since: new Date(0), until: new Date(1) }
  const tryAll = async () => {
    await lead.rules.try({ rules: parsed })
    await lead.rules.try({ rules: own })
    await lead.rehearse({ ...between, change: { rules: parsed } })
    await lead.rehearse({ ...between, change: { rules: own } })
  }
  expectTypeOf(tryAll).returns.resolves.toBeVoid()
})
