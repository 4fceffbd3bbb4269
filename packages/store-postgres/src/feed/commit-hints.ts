import { DocketError, type Store } from '@docket/core/store'
import type { PostgresPool } from '../sql/executor.js'
import { shortHash } from '../sql/identifier.js'
import { type CommitRelay, commitRelay, readNotice } from './commit-relay.js'
import { keepListening } from './listening.js'

type Listener = Parameters<Store['onCommit']>[0]

// A notification to oneself takes milliseconds; one that has not come after this long is not going to.
const PROBE_MS = 2_000

/** What tells of commits, of this process and of others. */
export interface CommitHints {
  /** Events of the tenant were committed by this process. */
  readonly committed: (tenant: string) => void
  readonly onCommit: Store['onCommit']
}

/**
 * Hints of commits. Those of this process are told at once; those of others are heard on a connection that is taken from
 * the pool while somebody listens. Without a pool that gives connections, others' are not heard.
 */
export function commitHints(
  pool: PostgresPool | undefined,
  schema: string,
  problem: (error: DocketError) => void,
): CommitHints {
  const listeners = new Set<Listener>()
  const from = crypto.randomUUID()
  const channel = `docket_${shortHash(`docket commits ${schema}`)}`
  const gives = pool?.connect === undefined ? undefined : pool
  const send = (payload: string) =>
    gives?.query({ text: 'select pg_notify($1, $2)', values: [channel, payload] }) ?? Promise.resolve()
  const relay: CommitRelay | null = gives ? commitRelay(from, send) : null
  let stop: (() => void) | null = null

  const tell = (tenant: string | null) => {
    for (const listener of listeners) listener(tenant)
  }

  function start(listened: PostgresPool): () => void {
    let probed: ReturnType<typeof setTimeout> | undefined
    let told = false
    const failed = (cause: unknown) => {
      clearTimeout(probed)
      if (!told) problem(deaf(cause))
      told = true
    }
    const end = keepListening({
      pool: listened,
      channel: `"${channel}"`,
      heard(payload) {
        const notice = readNotice(payload)
        if (notice === null) return
        if (notice.from === from) {
          clearTimeout(probed)
          told = false
        } else for (const tenant of notice.tenants ?? [null]) tell(tenant)
      },
      begun() {
        // Behind a pooler that gives each transaction another connection, nothing is ever heard.
        probed = setTimeout(() => failed(new Error('A notification to itself was not heard.')), PROBE_MS).unref()
        send(JSON.stringify({ from, tenants: [] })).catch(() => {})
        tell(null)
      },
      failed,
    })
    return () => {
      clearTimeout(probed)
      end()
    }
  }

  return {
    committed(tenant) {
      relay?.committed(tenant)
      if (listeners.size > 0) queueMicrotask(() => tell(tenant))
    },
    onCommit(given) {
      // A function of its own, so that one listener given twice has two ends.
      const listener: Listener = (tenant) => given(tenant)
      listeners.add(listener)
      if (gives && stop === null) {
        if ((gives.options?.max ?? 2) > 1) stop = start(gives)
        else problem(deaf(new Error('The pool has one connection.')))
      }
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        stop?.()
        stop = null
      }
    },
  }
}

function deaf(cause: unknown): DocketError {
  return new DocketError(
    'STORE_UNAVAILABLE',
    'Hints of other processes’ commits are not heard, so that live updates come later: with the next poll. Let the pool ' +
      'connect to the server itself or through a pooler by session, with two connections or more.',
    {},
    { cause },
  )
}
