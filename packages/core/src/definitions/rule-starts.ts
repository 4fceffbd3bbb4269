import type { Instant } from '../kernel/clock.js'
import { DocketError } from '../kernel/error.js'
import { canonicalJson } from '../kernel/json.js'
import type { Store } from '../store/port.js'

/** So far clocks of nodes may be apart without a word, in milliseconds. */
const USUAL_DRIFT_MS = 60_000

/** Under which id starts are kept that were corrected; those of rules have a space in theirs. */
const CORRECTED = 'corrected'

type Registry = Pick<Store, 'registerDefinitions' | 'definition'>
type Starts = ReadonlyMap<string, Instant>

/**
 * The starts of rules of time, corrected: one that lies ahead is of a node whose clock was, and would keep its rule still
 * until then. This node's clock counts instead, from now on and for all nodes.
 *
 * @param starts - as they were registered
 * @param tell - hears of what was corrected
 */
export async function correctedStarts(
  starts: Starts,
  store: Registry,
  hash: (text: string) => string,
  now: Instant,
  tell: (error: DocketError) => void,
): Promise<Starts> {
  if (starts.size === 0) return starts
  const found = new Map(starts)
  for (let version = 1; ; version += 1) {
    const known = (await store.definition('*', 'ruleStart', CORRECTED, version)) ?? (await correct(version))
    if (known === null) return found
    const from = known.content['from'] as Readonly<Record<string, Instant>>
    for (const [name, at] of Object.entries(from)) found.set(name, Math.min(found.get(name) ?? at, at))
  }

  async function correct(version: number) {
    const ahead = [...found].filter(([, at]) => at > now + USUAL_DRIFT_MS).map(([name]) => name)
    if (ahead.length === 0) return null
    const content = { from: Object.fromEntries(ahead.map((name) => [name, now])) }
    const record = { tenant: '*', kind: 'ruleStart', id: CORRECTED, version, content } as const
    const [kept] = await store.registerDefinitions([{ ...record, hash: hash(canonicalJson(content)) }])
    const message = `The rules of time ${ahead.join(', ')} were to count from an instant that this node's clock has not reached; they count from now on. Set the clocks of all nodes right.`
    tell(new DocketError('INVALID_DEFINITION', message, { rules: ahead }))
    return kept ?? null
  }
}
