import * as z from 'zod'
import type { BusinessCalendar } from '../src/calendar/calendar-types.js'
import { defineCalendar } from '../src/calendar/define-calendar.js'
import { fieldTypes } from '../src/fields/field-types.js'
import { compileFields } from '../src/fields/fields.js'
import { definePolicies, type SlaNames } from '../src/sla/define-policies.js'
import type { SlaPolicyDefinition, SlaPolicyInput } from '../src/sla/policy-types.js'
import type { PromiseAtHand } from '../src/sla/promise.js'
import { promiseOf } from '../src/sla/select.js'
import type { TicketFacts, TicketRecord, TicketSla } from '../src/store/record-types.js'
import { NO_FACTS } from '../src/ticket/facts.js'
import { START, ticketRecord } from './records.js'

/** Milliseconds of a minute and of an hour. */
export const MINUTE = 60_000
export const HOUR = 60 * MINUTE

const nine: readonly [string, string][] = [['09:00', '18:00']]

/** Open from nine to six on working days in UTC. */
export const OFFICE = defineCalendar({
  timeZone: 'UTC',
  weekly: { mon: nine, tue: nine, wed: nine, thu: nine, fri: nine },
})

/** Open for one hour in all time, on Wednesday 2025-01-01 from nine to ten. */
export const ONE_HOUR = defineCalendar({ timeZone: 'UTC', shifts: { '2025-01-01': [['09:00', '10:00']] } })

const FIELDS = compileFields(
  z.object({
    severity: z.enum(['low', 'high']).optional(),
    amount: z.number().optional(),
    colors: z.array(z.string()).optional(),
    city: z.string().min(2).optional(),
    phone: z.string().optional(),
  }),
  { personal: ['phone'] },
)

/** What the policies of core's tests may name. */
export const NAMES: SlaNames = {
  fields: new Set(['severity', 'amount', 'colors', 'city']),
  personal: new Set(['phone']),
  levels: ['urgent', 'high', 'normal', 'low'],
  workflows: ['support', 'repair'],
  states: ['open', 'waiting', 'solved', 'closed'],
  roles: new Set(['agent', 'lead', 'admin']),
  effects: new Set(['page']),
  events: new Map([
    ['solve', [{ state: 'solved', phase: 'solved' }]],
    ['reopen', [{ state: 'open', phase: 'open' }]],
    ['close', [{ state: 'closed', phase: 'terminal' }]],
  ]),
  calendars: new Set(['office', 'night']),
  staged: false,
  approvals: new Set(['refund']),
  items: new Set(['photo', 'serial']),
  stages: [],
  options: new Map([['severity', ['low', 'high']]]),
  types: fieldTypes(FIELDS),
  actors: new Set(['requester', 'agent', 'lead', 'admin', 'service', 'system']),
}

/** A checked policy, by wall time where nothing is said. */
export function policyOf(input: Omit<SlaPolicyInput, 'id'> & { readonly id?: string }): SlaPolicyDefinition {
  const [policy] = definePolicies([{ id: 'standard', ...input }], NAMES)
  if (!policy) throw new Error('no policy was defined')
  return policy
}

/** The promise that a policy is to a ticket, each target by the calendar of the name that it gives. */
export function promiseAtHand(
  policy: SlaPolicyDefinition,
  ticket: TicketRecord,
  calendars: Readonly<Record<string, BusinessCalendar>> = { office: OFFICE, night: ONE_HOUR },
): PromiseAtHand {
  const promise = promiseOf(policy, ticket, (name) => calendars[name]?.definition.version)
  const found = Object.entries(promise.calendars).flatMap(([target, reference]) => {
    return reference ? [[target, calendars[reference.id]]] : []
  })
  return { promise, policy, calendars: Object.fromEntries(found) }
}

/** A ticket under a promise since its creation, with some facts, changed as given. */
export function promisedTicket(
  policy: SlaPolicyDefinition,
  facts: Partial<TicketFacts> = {},
  { sla, ...changes }: Partial<Omit<TicketRecord, 'sla'>> & { readonly sla?: Partial<TicketSla> } = {},
): TicketRecord {
  const ticket = ticketRecord({ facts: { ...NO_FACTS, ...facts }, ...changes })
  const { promise } = promiseAtHand(policy, ticket)
  const settled = { former: null, inherited: null, progress: {}, formerProgress: {} }
  return { ...ticket, sla: { promise, since: START, ...settled, ...sla } }
}
