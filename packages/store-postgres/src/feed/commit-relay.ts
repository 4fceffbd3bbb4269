/** At most one notification per process and so many milliseconds: each takes a lock that the whole database shares. */
const GAP_MS = 50
// A notification takes less than 8,000 bytes.
const LONGEST = 7_000

/** What a notification says: whose it is, and of which tenants; null for perhaps any. */
export interface CommitNotice {
  readonly from: string
  readonly tenants: readonly string[] | null
}

/** Gathers what was committed, and sends it after the commits, never inside. */
export interface CommitRelay {
  /** Something was committed. */
  committed(tenant: string): void
}

/** Makes a relay that has `send` at most once at a time. What fails to be sent is lost: a hint is no more than that. */
export function commitRelay(from: string, send: (payload: string) => Promise<unknown>): CommitRelay {
  const tenants = new Set<string>()
  let waiting = false
  let sentAt = Number.NEGATIVE_INFINITY

  async function sendGathered(): Promise<void> {
    const payload = payloadOf(from, [...tenants])
    tenants.clear()
    sentAt = performance.now()
    try {
      await send(payload)
    } catch {
      // Whoever would have heard it asks again by itself.
    }
    waiting = false
    if (tenants.size > 0) schedule()
  }

  function schedule(): void {
    waiting = true
    const wait = Math.max(0, sentAt + GAP_MS - performance.now())
    // A process that has nothing else to do ends without it.
    setTimeout(() => void sendGathered(), wait).unref()
  }

  return {
    committed(tenant) {
      tenants.add(tenant)
      if (!waiting) schedule()
    },
  }
}

function payloadOf(from: string, tenants: readonly string[]): string {
  const whole = JSON.stringify({ from, tenants } satisfies CommitNotice)
  return Buffer.byteLength(whole) <= LONGEST ? whole : JSON.stringify({ from, tenants: null } satisfies CommitNotice)
}

/** What a notification says; null for one that is none of ours. */
export function readNotice(payload: string | undefined): CommitNotice | null {
  try {
    const notice = JSON.parse(payload ?? '') as Partial<CommitNotice> | null
    const { from, tenants } = notice ?? {}
    const known = tenants === null || (Array.isArray(tenants) && tenants.every((one) => typeof one === 'string'))
    return typeof from === 'string' && known ? { from, tenants } : null
  } catch {
    return null
  }
}
