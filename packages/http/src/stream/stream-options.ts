/**
 * Where hints come from that something was committed, besides the store's own: a broker that the host has. A hint that is
 * lost costs the time until the next poll.
 */
export interface ChangeSource {
  /**
   * Calls the listener when something of a tenant was committed; null for perhaps any tenant's. Subscribed while there is
   * a stream.
   *
   * @returns the end
   */
  subscribe(listener: (tenant: string | null) => void): () => void
}

/** How live updates are served. */
export interface StreamOptions {
  /** A broker that hints at commits. */
  readonly source?: ChangeSource
  /**
   * How many streams one principal may have at once, per process; 10 if left out. All visitors of one address have five times that
   * together, where `clientAddress` says which it is.
   */
  readonly mostPerPrincipal?: number
  /** How many streams there may be at once, per process; 10,000 if left out. */
  readonly most?: number
  /** How often a stream shows that it is alive, in milliseconds; 15,000 if left out, an hour at most. */
  readonly heartbeatMs?: number
  /** How often it is asked again who a stream, or an upload under way, belongs to, in milliseconds; 4,000 if left out, and at most. */
  readonly authenticateMs?: number
  /** How often the store is asked while things happen, without a hint, in milliseconds; 1,000 if left out, an hour at most. */
  readonly pollMs?: number
}

/** The options with what was left out. */
export type CheckedStreamOptions = Required<Omit<StreamOptions, 'source'>> & { readonly source: ChangeSource | null }

const DEFAULTS = {
  mostPerPrincipal: 10,
  most: 10_000,
  heartbeatMs: 15_000,
  authenticateMs: 4_000,
  pollMs: 1_000,
} as const
const MOST_BETWEEN_CHECKS_MS = 4_000
/** Timers that are set to more than 2^31 ms go off at once; and nobody waits for so long. */
const LONGEST_MS = 3_600_000

/**
 * Checks how live updates are to be served.
 *
 * @throws TypeError that names the option
 */
export function checkedStreamOptions({ source, ...given }: StreamOptions = {}): CheckedStreamOptions {
  const options = { ...DEFAULTS, ...given }
  for (const name of Object.keys(DEFAULTS) as (keyof typeof DEFAULTS)[]) {
    if (!Number.isInteger(options[name]) || options[name] < 1) {
      throw new TypeError(`\`streams.${name}\` is a whole number of 1 or more.`)
    }
    if (name.endsWith('Ms') && options[name] > LONGEST_MS) {
      throw new TypeError(`\`streams.${name}\` is at most ${LONGEST_MS}, which is an hour.`)
    }
  }
  if (options.authenticateMs > MOST_BETWEEN_CHECKS_MS) {
    throw new TypeError(
      `\`streams.authenticateMs\` is at most ${MOST_BETWEEN_CHECKS_MS}: a revoked stream ends within 5 s.`,
    )
  }
  if (source !== undefined && typeof source.subscribe !== 'function') {
    throw new TypeError('`streams.source` needs a function `subscribe`.')
  }
  return { ...options, source: source ?? null }
}
