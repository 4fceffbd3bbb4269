import type { Run } from './database.js'
import type { SqlExecutor, SqlRow, Statement } from './executor.js'

const POINT = 'docket_commit'

/** How statements go into a host's transaction. */
export interface HostSender {
  /** Sends a statement as it is. */
  readonly send: Run
  /** Sends a statement in a savepoint, so that its failure does not abort the host's work. */
  readonly sendGuarded: Run
}

/**
 * Sends statements into a host's transaction, one turn after the other. A savepoint covers whatever comes before it is
 * released, so nothing else of Docket may come between: a commit that is undone would take another, already answered,
 * with it. All stores of one executor therefore share its turns.
 */
export function hostSender(host: SqlExecutor): HostSender {
  const inTurn = turnsOf(host)
  const send = async ({ text }: Statement, values: unknown[]): Promise<readonly SqlRow[]> =>
    (await host.query(text, values)).rows

  return {
    send: (statement, values) => inTurn(() => send(statement, values)),
    sendGuarded: (statement, values) =>
      inTurn(async () => {
        await send({ text: `savepoint ${POINT}` }, [])
        try {
          return await send(statement, values)
        } catch (error) {
          await send({ text: `rollback to savepoint ${POINT}` }, []).catch(() => {})
          throw error
        } finally {
          await send({ text: `release savepoint ${POINT}` }, []).catch(() => {})
        }
      }),
  }
}

type InTurn = <Result>(work: () => Promise<Result>) => Promise<Result>

const turns = new WeakMap<SqlExecutor, InTurn>()

function turnsOf(host: SqlExecutor): InTurn {
  const known = turns.get(host) ?? makeTurns()
  turns.set(host, known)
  return known
}

function makeTurns(): InTurn {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const turn = last.then(work)
    last = turn.catch(() => {})
    return turn
  }
}
