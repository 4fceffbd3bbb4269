import type { PostgresConnection, PostgresPool } from '../sql/executor.js'
import { sleep, within } from './waiting.js'

// A connection that hears notifications is asked so often whether it is alive, and has so long to answer: together with
// what it takes to replace it, less than five seconds.
const HEARTBEAT_MS = 2_000
const ANSWER_MS = 1_500
const CONNECT_MS = 3_000
// Where one connection is dead, the idle ones of the pool are likely dead too, and are done with quickly, so many of them.
const QUICK_ANSWER_MS = 400
const MOST_QUICK = 10
const FIRST_PAUSE_MS = 250
const LONGEST_PAUSE_MS = 5_000

/** What is to be heard, and who is told. */
export interface Listening {
  readonly pool: PostgresPool
  /** The channel, as SQL names it. */
  readonly channel: string
  /** A notification came. */
  readonly heard: (payload: string | undefined) => void
  /** It listens, from now on: what was told before was perhaps not heard. */
  readonly begun: () => void
  /** It does not listen, for now. */
  readonly failed: (error: unknown) => void
}

/** Keeps a connection listening, and replaces it when it is lost or does not answer. Returns the end. */
export function keepListening(listening: Listening): () => void {
  const end = new AbortController()
  void untilEnd(listening, end.signal)
  return () => end.abort()
}

async function untilEnd(listening: Listening, ended: AbortSignal): Promise<void> {
  const { pool, begun, failed } = listening
  let failures = 0
  const begin = () => {
    failures = 0
    begun()
  }
  while (!ended.aborted && !isEnding(pool)) {
    const quick = failures > 0 && failures <= MOST_QUICK
    let connection: PostgresConnection | null = null
    try {
      connection = await connected(pool, ended)
      await listenOn(connection, { ...listening, begun: begin }, quick ? QUICK_ANSWER_MS : ANSWER_MS, ended)
    } catch (error) {
      if (ended.aborted || isEnding(pool)) return
      failed(error)
      failures += 1
      if (connection === null || failures > MOST_QUICK) await sleep(pauseAfter(failures), ended)
    }
  }
}

const pauseAfter = (failures: number) => Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** failures)

/** Listens with a connection until it fails or the end comes. */
async function listenOn(
  connection: PostgresConnection,
  { pool, channel, heard, begun }: Listening,
  answerMs: number,
  ended: AbortSignal,
): Promise<void> {
  const over = new AbortController()
  const lose = (error: unknown = new Error('The connection that listens was closed.')) => over.abort(error)
  const end = () => over.abort()
  if (ended.aborted) end()
  ended.addEventListener('abort', end)
  connection.on('error', lose)
  connection.on('end', () => lose())
  connection.on('notification', ({ payload }) => heard(payload))
  try {
    await within(answerMs, connection.query(`listen ${channel}`), over.signal)
    begun()
    while (!isEnding(pool)) {
      await sleep(HEARTBEAT_MS, over.signal)
      if (over.signal.aborted) break
      await within(ANSWER_MS, connection.query('select 1'), over.signal)
    }
    if (over.signal.aborted && !ended.aborted) throw over.signal.reason
  } finally {
    ended.removeEventListener('abort', end)
    // Ended, not given back: its next user would hear our notifications, and it may be dead.
    connection.release(true)
  }
}

/** A connection of the pool; one that comes too late is ended. */
async function connected(pool: PostgresPool, ended: AbortSignal): Promise<PostgresConnection> {
  if (pool.connect === undefined) throw new TypeError('The pool gives no connections.')
  const coming = pool.connect()
  try {
    return await within(CONNECT_MS, coming, ended)
  } catch (error) {
    const release = (late: PostgresConnection) => late.release(true)
    coming.then(release, () => {})
    throw error
  }
}

// A pool that is being ended waits for whoever has a connection.
function isEnding({ ending }: PostgresPool): boolean {
  return ending === true
}
