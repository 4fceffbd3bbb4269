/** What one caller takes of its share. */
export interface RateRequest {
  /** Whose share it is: tenant and actor, or an address. */
  readonly key: string
  /** How much of it. */
  readonly cost: number
}

/** Limits how often one may ask. Give one that several nodes share where they should share it. */
export interface RateLimiter {
  /** Takes from a share; where it is empty, says after how many milliseconds it is not. */
  take(request: RateRequest): Promise<{ readonly allowed: boolean; readonly retryAfterMs: number }>
}

/** How much the shares of {@link memoryRateLimiter} hold. */
export interface MemoryRateLimiterOptions {
  /** What a full share holds; 300 if left out. A read costs 1, a change 5, a search or batch more. */
  readonly burst?: number
  /** How much comes back each second; 20 if left out. */
  readonly perSecond?: number
  /** The clock in milliseconds; the machine's if left out. */
  readonly now?: () => number
}

const MOST_SHARES = 50_000

/** Shares that fill up again, one for each caller of this process. */
export function memoryRateLimiter(options: MemoryRateLimiterOptions = {}): RateLimiter {
  const { burst = 300, perSecond = 20, now = Date.now } = options
  const shares = new Map<string, { left: number; at: number }>()
  return {
    async take({ key, cost }) {
      const at = now()
      const share = shares.get(key) ?? { left: burst, at }
      const left = Math.min(burst, share.left + (Math.max(0, at - share.at) / 1_000) * perSecond)
      // The order of the map is the order of use, so that those who have not asked for long are forgotten first.
      shares.delete(key)
      if (shares.size >= MOST_SHARES) shares.delete(shares.keys().next().value as string)
      const allowed = left >= Math.min(cost, burst)
      shares.set(key, { left: allowed ? left - cost : left, at })
      return { allowed, retryAfterMs: allowed ? 0 : Math.ceil(((Math.min(cost, burst) - left) / perSecond) * 1_000) }
    },
  }
}
