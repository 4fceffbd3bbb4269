import type { TicketAction } from '../actions/action-types.js'
import { actionsThatWrite, linkBetween, type Moves, typesOf, writtenBy } from './chain-links.js'
import type { RuleDefinition } from './rule-types.js'

/** One rule of a chain, and the event by which it sets the next one off. */
export interface ChainLink {
  readonly rule: string
  readonly by: string
}

/**
 * The chains in which rules set each other off and nothing ends it: some action of the chain makes an event every time, or
 * two undo each other, and no condition contradicts what the rule before has done. Of rules that are all chained to each
 * other, one chain. A finding of the definitions alone; at run time a limit of hops ends whatever is left.
 */
export function endlessChains(rules: readonly RuleDefinition[], moves: Moves): readonly (readonly ChainLink[])[] {
  const place = new Map(rules.map((rule, index) => [rule, index]))
  const inOrder = (one: RuleDefinition, other: RuleDefinition) => (place.get(one) ?? 0) - (place.get(other) ?? 0)
  const circles = circlesAmong(rules, moves).map((circle) => circle.sort(inOrder))
  circles.sort(([one], [other]) => (one && other ? inOrder(one, other) : 0))
  return circles.flatMap((circle) => {
    const [first, second = first] = endless(circle)
    if (first === undefined || second === undefined) return []
    const way = wayBetween(first, second.rule, circle, moves)
    const back = first === second ? [] : wayBetween(second, first.rule, circle, moves)
    return [fromTheEarliest([...way, ...back], circle)]
  })
}

/** The groups of rules each of which sets off, over others of the group, every one of it. Kosaraju's algorithm. */
function circlesAmong(rules: readonly RuleDefinition[], moves: Moves): RuleDefinition[][] {
  // Only what nobody has come to yet is looked at, so that many rules on one event cost no more than one look at each.
  const waiting = new Left(rules, ({ on }) => on)
  const order: RuleDefinition[] = []
  const visit = (rule: RuleDefinition) => {
    waiting.take(rule)
    for (const type of writtenBy(rule)) {
      for (const to of waiting.of(type)) if (linkBetween(rule, to, moves) !== null) visit(to)
    }
    order.push(rule)
  }
  for (const rule of rules) if (waiting.has(rule)) visit(rule)
  const writing = new Left(rules, writtenBy)
  const gather = (rule: RuleDefinition, circle: RuleDefinition[]) => {
    writing.take(rule)
    circle.push(rule)
    for (const type of rule.on) {
      for (const from of writing.of(type)) if (linkBetween(from, rule, moves) !== null) gather(from, circle)
    }
    return circle
  }
  const groups = order.reverse().flatMap((rule) => (writing.has(rule) ? [gather(rule, [])] : []))
  return groups.filter((group) => {
    const [only] = group
    return group.length > 1 || (only !== undefined && linkBetween(only, only, moves) !== null)
  })
}

/** Rules that are still to be looked at, by event types. */
class Left {
  readonly #all: Set<RuleDefinition>
  readonly #byType = new Map<string, Set<RuleDefinition>>()
  readonly #typesOf: (rule: RuleDefinition) => Iterable<string>

  constructor(rules: readonly RuleDefinition[], typesOf: (rule: RuleDefinition) => Iterable<string>) {
    this.#all = new Set(rules)
    this.#typesOf = typesOf
    for (const rule of rules) {
      for (const type of typesOf(rule)) this.#byType.set(type, (this.#byType.get(type) ?? new Set()).add(rule))
    }
  }

  has(rule: RuleDefinition): boolean {
    return this.#all.has(rule)
  }

  of(type: string): Iterable<RuleDefinition> {
    return this.#byType.get(type) ?? []
  }

  take(rule: RuleDefinition): void {
    this.#all.delete(rule)
    for (const type of this.#typesOf(rule)) this.#byType.get(type)?.delete(rule)
  }
}

/** A rule that lets a circle go round again, and the events by which it does. */
interface Driver {
  readonly rule: RuleDefinition
  readonly types: readonly string[]
}

/** The shortest way by which a rule sets another off, or itself: each rule on it but the last. */
function wayBetween(
  { rule: from, types }: Driver,
  to: RuleDefinition,
  circle: readonly RuleDefinition[],
  moves: Moves,
) {
  const wayBy = (first: Iterable<string>): readonly ChainLink[] | null => {
    const left = new Left(circle, ({ on }) => on)
    let ways: { readonly rule: RuleDefinition; readonly way: readonly ChainLink[] }[] = [{ rule: from, way: [] }]
    for (; ways.length > 0; ) {
      const next: typeof ways = []
      for (const { rule, way } of ways) {
        for (const by of way.length === 0 ? first : writtenBy(rule)) {
          for (const other of left.of(by)) {
            if (linkBetween(rule, other, moves) === null) continue
            const longer = [...way, { rule: rule.id, by }]
            if (other === to) return longer
            left.take(other)
            next.push({ rule: other, way: longer })
          }
        }
      }
      ways = next
    }
    return null
  }
  return wayBy(types) ?? wayBy(writtenBy(from)) ?? []
}

/** A chain that goes round, begun with the rule that is declared first. */
function fromTheEarliest(way: readonly ChainLink[], circle: readonly RuleDefinition[]): readonly ChainLink[] {
  const earliest = circle.find(({ id }) => way.some(({ rule }) => rule === id))
  const begin = Math.max(
    0,
    way.findIndex(({ rule }) => rule === earliest?.id),
  )
  return [...way.slice(begin), ...way.slice(0, begin)]
}

/**
 * The rules that let a circle go round again: one that makes an event each time, or two that undo each other. What is set
 * to the same each time makes no event the second time.
 */
function endless(circle: readonly RuleDefinition[]): readonly Driver[] {
  const triggers = new Set<string>(circle.flatMap(({ on }) => on))
  const acting = circle.flatMap((rule) => actionsThatWrite(rule, triggers).map((action) => ({ rule, action })))
  const driver = ({ rule, action }: (typeof acting)[number]): Driver => ({ rule, types: typesOf(action) })
  const always = acting.find(({ action }) => ALWAYS_WRITES.has(action.action))
  if (always) return [driver(always)]
  const set = new Map<string, { readonly to: string; readonly driver: Driver }>()
  for (const one of acting) {
    for (const [what, to] of settings(one.action)) {
      const known = set.get(what)
      if (known && known.to !== to) return known.driver.rule === one.rule ? [driver(one)] : [known.driver, driver(one)]
      set.set(what, { to, driver: driver(one) })
    }
  }
  return []
}

/** What makes an event each time that it is done. */
const ALWAYS_WRITES: ReadonlySet<string> = new Set(['send', 'reply', 'note', 'setPriority'])

function settings(action: TicketAction): readonly (readonly [string, string])[] {
  if (action.action === 'tag') {
    return [
      ...(action.add ?? []).map((tag) => [`tag ${tag}`, 'add'] as const),
      ...(action.remove ?? []).map((tag) => [`tag ${tag}`, 'remove'] as const),
    ]
  }
  if (action.action === 'setFields') {
    return Object.entries(action.fields).map(([name, value]) => [`field ${name}`, JSON.stringify(value)] as const)
  }
  if (action.action === 'setCategory') return [['category', JSON.stringify(action.category)]]
  if (action.action === 'assign') return [['assignee', JSON.stringify(action)]]
  return []
}
