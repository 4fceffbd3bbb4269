import { standard } from './changing-desk.js'

const resolution = { within: { hours: 1 } }
const parsed = (text: string): unknown => JSON.parse(text)
/** One policy with this for its resolution. */
const target = (changes: unknown) => [{ id: 'x', targets: { resolution: changes } }]
/** One policy with this ladder. */
const ladder = (...escalate: readonly unknown[]) => target({ ...resolution, escalate })
const step = (changes: object) => ladder({ do: [{ action: 'raisePriority' }], ...changes })
const action = (one: unknown) => ladder({ used: 0.5, do: [one] })
const policy = (changes: object) => [{ id: 'x', targets: { resolution }, ...changes }]
const when = (condition: unknown) => policy({ when: condition })

const cyclic: Record<string, unknown> = {}
cyclic['not'] = cyclic
const circle: Record<string, unknown> = {}
circle['managerOf'] = circle
let deep: unknown = {}
for (let index = 0; index < 20_000; index += 1) deep = { not: deep }
const throwing = Object.defineProperty({ id: 'x' }, 'targets', {
  enumerable: true,
  get() {
    throw new Error('a getter threw')
  },
})
const many = <Value>(value: Value) => Array.from({ length: 10_000 }, () => value)

const RESOLUTION = 'sla.0.targets.resolution'

/** What no desk can promise, with the place that is wrong; `…` for wherever it ends below it. */
export const BAD_POLICIES: Readonly<Record<string, { readonly sla: unknown; readonly place: string }>> = {
  'no list': { sla: { 0: standard() }, place: 'sla' },
  'a text': { sla: 'standard', place: 'sla' },
  nothing: { sla: [null], place: 'sla.0' },
  'a hole': { sla: [standard(), undefined], place: 'sla.1' },
  'an instance of a class': { sla: [new (class {})()], place: 'sla.0' },
  'a getter that throws': { sla: [throwing], place: 'sla' },
  '10,000 policies': { sla: many(standard()), place: 'sla' },
  'two of one id': { sla: [standard(), standard(2)], place: 'sla.1.id' },
  'an unknown key': { sla: policy({ timeZone: 'UTC' }), place: 'sla.0.timeZone' },
  'the key __proto__': { sla: [parsed('{"id":"x","__proto__":{"version":2},"targets":{}}')], place: 'sla.0' },
  'no id': { sla: policy({ id: undefined }), place: 'sla.0.id' },
  'an empty id': { sla: policy({ id: '' }), place: 'sla.0.id' },
  'an id that no store keeps': { sla: policy({ id: 'a\u0000b' }), place: 'sla.0.id' },
  'half a character': { sla: policy({ id: '\ud83d' }), place: 'sla.0.id' },
  'version 0': { sla: policy({ version: 0 }), place: 'sla.0.version' },
  'version 1.5': { sla: policy({ version: 1.5 }), place: 'sla.0.version' },
  'a version that no store keeps': { sla: policy({ version: 2 ** 31 }), place: 'sla.0.version' },
  'no targets': { sla: policy({ targets: {} }), place: 'sla.0.targets' },
  'an unknown target': { sla: policy({ targets: { closing: resolution } }), place: 'sla.0.targets' },

  'a target without a time': { sla: target({}), place: `${RESOLUTION}.within` },
  'no time': { sla: target({ within: {} }), place: `${RESOLUTION}.within` },
  'a negative time': { sla: target({ within: { hours: -1 } }), place: `${RESOLUTION}.within.hours` },
  'less than a millisecond': { sla: target({ within: { seconds: 0.0004 } }), place: `${RESOLUTION}.within` },
  'a time of no number': { sla: target({ within: { hours: Number.NaN } }), place: `${RESOLUTION}.within.hours` },
  'an endless time': { sla: target({ within: { hours: Infinity } }), place: `${RESOLUTION}.within.hours` },
  'a thousand years': { sla: target({ within: { hours: 8_766_000 } }), place: `${RESOLUTION}.within.hours` },
  'a time in days': { sla: target({ within: { days: 1 } }), place: `${RESOLUTION}.within` },
  'a time as text': { sla: target({ within: '8h' }), place: `${RESOLUTION}.within` },
  'no time for a priority': {
    sla: target({ ...resolution, byPriority: { urgent: {} } }),
    place: `${RESOLUTION}.byPriority.urgent`,
  },
  'an unknown priority': {
    sla: target({ ...resolution, byPriority: { hot: { hours: 1 } } }),
    place: `${RESOLUTION}.byPriority.hot`,
  },
  'the priority __proto__': {
    sla: target({ ...resolution, byPriority: parsed('{"__proto__":{"hours":1}}') }),
    place: `${RESOLUTION}.byPriority`,
  },

  'an unknown calendar': { sla: policy({ calendar: 'night' }), place: 'sla.0.calendar' },
  'an unknown calendar of a target': {
    sla: target({ ...resolution, calendar: 'night' }),
    place: `${RESOLUTION}.calendar`,
  },
  'an unknown calendar of a team': {
    sla: policy({ calendar: { by: 'team', of: { x: 'night' }, otherwise: 'office' } }),
    place: 'sla.0.calendar',
  },
  'an unknown calendar otherwise': {
    sla: policy({ calendar: { by: 'team', of: {}, otherwise: 'night' } }),
    place: 'sla.0.calendar',
  },
  'a calendar by nothing that there is': {
    sla: policy({ calendar: { by: 'colour', of: {}, otherwise: 'office' } }),
    place: 'sla.0.calendar.by',
  },
  'a calendar of the team __proto__': {
    sla: policy({ calendar: { by: 'team', of: parsed('{"__proto__":"office"}'), otherwise: 'office' } }),
    place: 'sla.0.calendar.of',
  },
  'a calendar by the name of a method': { sla: policy({ calendar: 'toString' }), place: 'sla.0.calendar' },

  'lights the wrong way round': { sla: policy({ lights: { amber: 0.9, red: 0.5 } }), place: 'sla.0.lights' },
  'lights at one place': { sla: policy({ lights: { amber: 0.8 } }), place: 'sla.0.lights' },
  'a light at nothing': { sla: policy({ lights: { amber: 0 } }), place: 'sla.0.lights.amber' },
  'a light at the end': { sla: policy({ lights: { red: 1 } }), place: 'sla.0.lights.red' },
  'a light of no number': { sla: policy({ lights: { red: Number.NaN } }), place: 'sla.0.lights.red' },

  'a step at no moment': { sla: step({}), place: `${RESOLUTION}.escalate.0` },
  'a step at two moments': { sla: step({ used: 0.5, after: {} }), place: `${RESOLUTION}.escalate.0` },
  'a share beyond the whole': { sla: step({ used: 1.5 }), place: `${RESOLUTION}.escalate.0.used` },
  'a share of nothing': { sla: step({ used: 0 }), place: `${RESOLUTION}.escalate.0.used` },
  'a share by the wall': { sla: step({ used: 0.5, wall: true }), place: `${RESOLUTION}.escalate.0` },
  'a step before the past': { sla: step({ before: { hours: -1 } }), place: `${RESOLUTION}.escalate.0.before.hours` },
  'idle for no time': { sla: step({ idle: {} }), place: `${RESOLUTION}.escalate.0.idle` },
  'a step that does nothing': { sla: ladder({ used: 0.5, do: [] }), place: `${RESOLUTION}.escalate.0.do` },
  '10,000 steps': { sla: ladder(...many({ used: 0.5, do: [] })), place: `${RESOLUTION}.escalate` },
  '10,000 actions': {
    sla: ladder({ used: 0.5, do: many({ action: 'raisePriority' }) }),
    place: `${RESOLUTION}.escalate.0.do`,
  },

  'an unknown role': {
    sla: action({ action: 'notify', to: [{ role: 'boss' }] }),
    place: `${RESOLUTION}.escalate.0.do.0.to`,
  },
  // Whoever has it does not reach the ticket.
  'a role of customers': {
    sla: action({ action: 'notify', to: [{ role: 'requester' }] }),
    place: `${RESOLUTION}.escalate.0.do.0.to`,
  },
  'an unknown level': {
    sla: action({ action: 'raisePriority', to: 'hot' }),
    place: `${RESOLUTION}.escalate.0.do.0.to`,
  },
  'an unknown effect': {
    sla: action({ action: 'effect', effect: 'fax' }),
    place: `${RESOLUTION}.escalate.0.do.0.effect`,
  },
  'superiors in a circle': {
    sla: action({ action: 'notify', to: [circle] }),
    place: `${RESOLUTION}.escalate.0.do.0.to.0.managerOf…`,
  },

  'an unknown field': { sla: when({ fields: { colour: 'red' } }), place: 'sla.0.when.fields.colour' },
  'a field by the name of a method': { sla: when({ fields: { toString: 1 } }), place: 'sla.0.when.fields.toString' },
  'the field __proto__': { sla: when({ fields: parsed('{"__proto__":"high"}') }), place: 'sla.0.when.fields' },
  'a personal field': { sla: when({ not: { fields: { phone: '5' } } }), place: 'sla.0.when.not.fields.phone' },
  'a condition on an unknown level': { sla: when({ any: [{ priority: 'hot' }] }), place: 'sla.0.when.any.0.priority' },
  'a condition on an unknown workflow': { sla: when({ workflow: 'sales' }), place: 'sla.0.when.workflow' },
  'a condition on an unknown key': { sla: when({ colour: 'red' }), place: 'sla.0.when.colour' },
  'one of 10,000 values': { sla: when({ team: many('x') }), place: 'sla.0.when.team' },
  'a condition on itself': { sla: when(cyclic), place: 'sla.0.when.not.not…' },
  'a condition in 20,000 layers': { sla: when(deep), place: 'sla.0.when.not.not…' },
  'a function': { sla: when(() => true), place: 'sla.0.when' },
} satisfies Record<string, { sla: readonly unknown[] | object | string; place: string }>
