import type { Random } from '../src/kernel/random.js'
import type { RuleInput, RuleSince, RuleTrigger } from '../src/rules/rule-types.js'

export interface RandomFields {
  readonly amount?: number
  readonly kind?: string
}

type Input = RuleInput<RandomFields, string, 'office'>
type Do = Input['do'][number]
type When = NonNullable<Input['when']>

const TRIGGERS: readonly RuleTrigger[] = [
  'ticket.created',
  'ticket.tagged',
  'ticket.updated',
  'ticket.transitioned',
  'ticket.prioritized',
  'message.added',
  'sla.breached',
  'sla.escalated',
]
const SINCE: readonly RuleSince[] = ['created', 'stateEntered', 'deskActed', 'deskWrote', 'solved', 'requesterWrote']
const TAGS = ['a', 'b', 'c']
const LEVELS = ['urgent', 'high', 'normal', 'low']

/** Choices from a source of randomness. */
export class Choice {
  readonly #random: Random

  constructor(random: Random) {
    this.#random = random
  }

  below(end: number): number {
    return Math.floor(this.#random.next() * end)
  }

  of<Value>(values: readonly Value[]): Value {
    return values[this.below(values.length)] as Value
  }

  maybe(chance = 0.5): boolean {
    return this.#random.next() < chance
  }
}

/** A few rules on few tags, fields and states, so that many set each other off. */
export function randomRules(choice: Choice): Input[] {
  return Array.from({ length: 1 + choice.below(6) }, (_, index): Input => {
    const actions = Array.from({ length: 1 + choice.below(3) }, () => randomAction(choice))
    const shared = {
      id: `r${index}`,
      do: actions,
      ...(choice.maybe(0.7) && { when: randomCondition(choice, 2) }),
      ...(choice.maybe(0.2) && { stop: true }),
    }
    if (choice.maybe(0.3)) {
      const hours = choice.of([0.5, 1, 2, 5, 30])
      return { ...shared, after: { hours }, since: choice.of(SINCE), ...(choice.maybe() && { calendar: 'office' }) }
    }
    const on = Array.from({ length: 1 + choice.below(2) }, () => choice.of(TRIGGERS))
    return { ...shared, on, ...(choice.maybe(0.2) && { by: choice.of(['agent', 'system', 'requester']) }) }
  })
}

/** Something that a rule, or a person, does to the ticket itself. */
export function randomInward(choice: Choice): Extract<Do, { action: 'tag' | 'setFields' | 'send' | 'note' }> {
  switch (choice.below(5)) {
    case 0:
      return { action: 'tag', add: [choice.of(TAGS)] }
    case 1:
      return { action: 'tag', remove: [choice.of(TAGS)] }
    case 2:
      return {
        action: 'setFields',
        fields: choice.maybe() ? { amount: choice.below(3) } : { kind: choice.of(['x', 'y']) },
      }
    case 3:
      return { action: 'send', event: choice.of(['wait', 'resume', 'solve', 'reopen']) }
    default:
      return { action: 'note', body: choice.of(['Seen.', 'About {{ fields.kind | it }}', '{{ ticket.category }}']) }
  }
}

function randomAction(choice: Choice): Do {
  const kind = choice.below(10)
  if (kind === 0) return { action: 'raisePriority' }
  if (kind === 1) return { action: 'setPriority', priority: choice.maybe(0.2) ? null : choice.of(LEVELS) }
  if (kind === 2) return { action: 'reply', body: 'We look into it.' }
  if (kind === 3) return { action: 'notify', to: ['lead'] }
  return randomInward(choice)
}

function randomCondition(choice: Choice, depth: number): When {
  const kind = choice.below(depth > 0 ? 8 : 5)
  if (kind === 0) return { tag: choice.of(TAGS) }
  if (kind === 1) return { fields: { amount: choice.maybe() ? { atLeast: 1 } : choice.below(3) } }
  if (kind === 2) return { state: choice.of(['open', 'waiting', 'solved']) }
  if (kind === 3) return { priority: choice.of(LEVELS) }
  if (kind === 4) return { fields: { kind: choice.maybe() ? { present: choice.maybe() } : choice.of(['x', 'y']) } }
  if (kind === 5) return { not: randomCondition(choice, depth - 1) }
  const parts = [randomCondition(choice, depth - 1), randomCondition(choice, depth - 1)]
  return kind === 6 ? { any: parts } : { all: parts }
}
