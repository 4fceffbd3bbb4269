import type { BusinessCalendar, CalendarDefinition } from '../calendar/calendar-types.js'
import { calendarOf } from '../calendar/define-calendar.js'
import { DocketError } from '../kernel/error.js'
import { errorText } from '../kernel/error-text.js'
import type { PromisesAtHand } from '../sla/moments.js'
import type { SlaPolicyDefinition } from '../sla/policy-types.js'
import type { PromiseAtHand } from '../sla/promise.js'
import type { Store } from '../store/port.js'
import type { DefinitionReference, SlaPromise, SlaTarget, TicketView } from '../store/record-types.js'
import type { FindPromises } from '../ticket/promises.js'
import type { DeskModel } from './model.js'

/** The SLA policies and calendars that a node knows: those of its code, and those that the store keeps for older promises. */
export interface SlaBook {
  /** The definitions of a ticket's promises, which have been brought to hand. */
  readonly atHand: FindPromises
  /**
   * Brings the definitions of a ticket's promises to hand, from the store if need be.
   *
   * @throws DocketError `DEFINITION_UNKNOWN` when neither the code nor the store has one
   */
  bring(view: TicketView): Promise<void> | undefined
}

const NO_PROMISES: PromisesAtHand = { current: null, former: null }

/** Makes the book of a desk. */
export function createSlaBook(model: DeskModel, store: Pick<Store, 'definition'>): SlaBook {
  const policies = new Map<string, SlaPolicyDefinition>()
  const calendars = new Map<string, BusinessCalendar>()
  for (const { definition } of model.sla.policies) policies.set(key(definition), definition)
  for (const [id, calendar] of model.calendars) {
    calendars.set(key({ id, version: calendar.definition.version }), calendar)
  }

  function promiseAtHand(promise: SlaPromise | null): PromiseAtHand | null {
    if (promise === null) return null
    const policy = policies.get(key(promise.policy))
    if (!policy) throw unknown('SLA policy', promise.policy)
    const found: { [Target in SlaTarget]?: BusinessCalendar } = {}
    for (const [target, reference] of Object.entries(promise.calendars)) {
      if (!reference) continue
      const calendar = calendars.get(key(reference))
      if (!calendar) throw unknown('calendar', reference)
      found[target as SlaTarget] = calendar
    }
    return { promise, policy, calendars: found }
  }

  async function load(missing: Missing): Promise<void> {
    // Several promises and targets name the same.
    for (const reference of missing.policies) {
      if (policies.has(key(reference))) continue
      const stored = await store.definition('*', 'slaPolicy', reference.id, reference.version)
      if (!stored) throw unknown('SLA policy', reference)
      policies.set(key(reference), knownPolicy(stored.content as unknown as SlaPolicyDefinition, reference))
    }
    for (const reference of missing.calendars) {
      if (calendars.has(key(reference))) continue
      const stored = await store.definition('*', 'calendar', reference.id, reference.version)
      if (!stored) throw unknown('calendar', reference)
      calendars.set(key(reference), knownCalendar(stored.content as unknown as CalendarDefinition, reference))
    }
  }

  return {
    atHand({ sla }) {
      if (sla === null) return NO_PROMISES
      return { current: promiseAtHand(sla.promise), former: promiseAtHand(sla.former) }
    },
    bring({ sla }) {
      if (sla === null) return undefined
      const named = [sla.promise, sla.former].filter((promise) => promise !== null)
      const missing = {
        policies: named.map(({ policy }) => policy).filter((policy) => !policies.has(key(policy))),
        calendars: named
          .flatMap(({ calendars: chosen }) => Object.values(chosen))
          .filter((calendar) => calendar !== null && !calendars.has(key(calendar))) as DefinitionReference[],
      }
      return missing.policies.length + missing.calendars.length > 0 ? load(missing) : undefined
    },
  }
}

const MOMENTS = ['used', 'before', 'after', 'idle']

/** A stored policy, unless a newer node has put steps into it that this one does not know. */
function knownPolicy(policy: SlaPolicyDefinition, reference: DefinitionReference): SlaPolicyDefinition {
  const steps = Object.values(policy.targets).flatMap((target) => target.steps)
  if (steps.every(({ moment }) => MOMENTS.includes(moment.kind))) return policy
  throw unknown('SLA policy', reference, new Error('its ladder has a kind of step that this node does not know'))
}

/** A stored calendar, unless this node cannot reckon by it, as in a zone that its platform does not have. */
function knownCalendar(definition: CalendarDefinition, reference: DefinitionReference): BusinessCalendar {
  try {
    return calendarOf(definition)
  } catch (cause) {
    throw unknown('calendar', reference, cause)
  }
}

interface Missing {
  readonly policies: readonly DefinitionReference[]
  readonly calendars: readonly DefinitionReference[]
}

function key({ id, version }: DefinitionReference): string {
  return `${version} ${id}`
}

function unknown(what: string, { id, version }: DefinitionReference, cause?: unknown): DocketError {
  const why = cause === undefined ? 'it is neither in the code nor in the store' : errorText(cause)
  return new DocketError(
    'DEFINITION_UNKNOWN',
    `This node cannot work with version ${version} of the ${what} ${id}: ${why}. Another node may; or add it to the desk.`,
    { id, version },
    { cause },
  )
}
