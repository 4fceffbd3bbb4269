import type pg from 'pg'
import { DESK_SCHEMA, JOB_SCHEMA } from './stores.js'

const row = (kind: string, table: string, id: string) =>
  `select format('%s %s of %s/%s%s', '${kind}', ${id}, tenant, ticket_id, case when token is null then ', never claimed' ` +
  `else format(', claimed %s times', attempts) end) as name, attempts from ${table} where not dead`
const STANDING = [
  row('timer', `${DESK_SCHEMA}.timer`, 'key'),
  row('effect', `${DESK_SCHEMA}.outbox`, 'id'),
  row('job', `${JOB_SCHEMA}.timer`, 'key'),
].join(' union all ')
const MOST_TRIED_FIRST = `${STANDING} order by attempts desc, name`

/** Every timer, effect and job that is neither done nor given up, leased or not. */
export async function standingWork(pool: pg.Pool): Promise<readonly string[]> {
  const { rows } = await pool.query<{ name: string }>(MOST_TRIED_FIRST)
  return rows.map(({ name }) => name)
}

/** What the desk did without a person. */
export interface Firings {
  /** Moves that a timer made. */
  timersFired: number
  /** Of them, those made after the kill. */
  timersAfterKill: number
  /** Tickets that routing gave to an agent. */
  routed: number
  /** Of them, those created before the kill and routed after it: their timers did what died with the process. */
  routedAfterKill: number
}

const BY_TIMER = `e.cause->>'kind' = 'timer'`
const BY_ROUTING = `e.type = 'ticket.assigned' and e.cause->>'kind' = 'routing'`
const FIRINGS =
  `select count(*) filter (where ${BY_TIMER})::int as "timersFired", ` +
  `count(*) filter (where ${BY_TIMER} and e.recorded_at > $2)::int as "timersAfterKill", ` +
  `count(*) filter (where ${BY_ROUTING})::int as routed, ` +
  `count(*) filter (where ${BY_ROUTING} and e.recorded_at > $2 and t.created_at <= $2)::int as "routedAfterKill" ` +
  `from ${DESK_SCHEMA}.event e join ${DESK_SCHEMA}.ticket t on t.tenant = e.tenant and t.id = e.ticket_id where e.tenant = $1`

/** Counts what really fired in a tenant, as its logs tell. */
export async function firings(pool: pg.Pool, tenant: string, killedAt: number): Promise<Firings> {
  const { rows } = await pool.query<Firings>(FIRINGS, [tenant, killedAt])
  const [found] = rows
  if (found === undefined) throw new Error('A count without a group gives one row.')
  return found
}
