import {
  createDesk,
  type Desk,
  type DeskDefinition,
  type DeskShape,
  defaultAccess,
  defineDesk,
  type EffectHandler,
  type RuleInput,
} from '@docket/core'
import { memoryFileStore } from '@docket/files'
import type { SimulatedParts } from '@docket/testkit'
import { calendars } from '../calendars.js'
import { forms } from '../categories.js'
import { fields } from '../fields.js'
import { macros } from '../macros.js'
import { priority } from '../priority.js'
import { promises } from '../promises.js'
import { routing } from '../routing.js'
import { rules } from '../rules.js'
import { workflows } from '../workflows.js'
import { handOverRules } from './hand-over-rules.js'

/** The company's desk, whole or without a part. By the rules it hands on what is done, and pays. */
export function stagedDesk(parts: { readonly reminders: boolean; readonly rules: boolean }) {
  return defineDesk({
    fields,
    indexed: ['order'],
    personal: ['phone'],
    forms,
    workflows,
    priority,
    routing,
    calendars,
    sla: parts.reminders ? promises : withoutLadders(promises),
    rules: parts.rules ? [...rules, ...handOverRules] : [],
    macros,
    effects: { refund: {}, sparePart: {}, crm: {} },
    nudges: { every: { hours: 2 }, leadFrom: 2 },
    access: defaultAccess(),
  })
}

export type StagedShape = NonNullable<ReturnType<typeof stagedDesk>['$types']>

/** The same promises, of whose time nobody is told. */
function withoutLadders(given: typeof promises): typeof promises {
  const silent = given.map(({ targets, ...policy }) => ({
    ...policy,
    targets: Object.fromEntries(Object.entries(targets).map(([name, target]) => [name, { ...target, escalate: [] }])),
  }))
  return silent as unknown as typeof promises
}

const KEPT: ReadonlySet<string> = new Set(['life-created', 'life-reminder', 'customer-waits'])

/** What of the company's rules needs no stages; payment is set off by the tag that people set when it is decided. */
export const manualRules: readonly RuleInput[] = [
  ...(rules as readonly RuleInput[]).filter(({ id }) => KEPT.has(id)),
  {
    id: 'pay',
    on: 'ticket.assigned',
    when: { workflow: 'refund', tag: 'decision done', team: 'finance' },
    do: [{ action: 'effect', effect: 'refund' }],
  },
]

/** How an arm's desk is opened: `pay` is what the payment's answer does to the ticket. */
export const opened =
  <Shape extends DeskShape>(pay: (desk: Desk<Shape>, tenant: string, ticketId: string, key: string) => Promise<void>) =>
  async (definition: DeskDefinition<Shape>, parts: SimulatedParts): Promise<Desk<Shape>> => {
    const effects: Record<string, EffectHandler> = {
      refund: ({ id, tenant, ticketId }) => pay(desk, tenant, ticketId, id),
      sparePart: () => {},
      crm: () => {},
    }
    const used = Object.fromEntries(Object.entries(effects).filter(([name]) => definition.model.effects.has(name)))
    const options = { ...parts, files: memoryFileStore(), effects: used }
    const desk: Desk<Shape> = await createDesk(
      definition,
      options as unknown as Parameters<typeof createDesk<Shape>>[1],
    )
    return desk
  }
