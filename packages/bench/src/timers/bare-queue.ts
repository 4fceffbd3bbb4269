import type pg from 'pg'

/** Leases a batch of messages and deletes them, by hand; says how many there were. */
export type BareBatch = () => Promise<number>

/**
 * What somebody writes by hand to work through an outbox of the same kind: a lease on the next rows that nobody has, then
 * their deletion under the lease's token. In order of their due instant, but not of their tickets.
 */
export function bareQueue(client: pg.PoolClient, schema: string, batchSize: number): BareBatch {
  const lease = {
    name: `lease-${schema}`,
    text:
      `update ${schema}.outbox o set token = $1, lease_until = $2, attempts = o.attempts + 1 from ` +
      `(select tenant, id from ${schema}.outbox where not dead and available_at <= $3 ` +
      'and (lease_until is null or lease_until <= $3) ' +
      'order by available_at, tenant, ticket_id, seq, ordinal limit $4 for no key update skip locked) due ' +
      'where o.tenant = due.tenant and o.id = due.id returning o.*',
  }
  const remove = {
    name: `remove-${schema}`,
    text: `delete from ${schema}.outbox o using unnest($1::text[], $2::text[]) as d(tenant, id)
      where o.tenant = d.tenant and o.id = d.id and o.token = $3`,
  }
  let count = 0
  return async () => {
    count += 1
    const token = `token-${count}`
    const now = Date.now()
    const { rows } = await client.query({ ...lease, values: [token, now + 30_000, now, batchSize] })
    if (rows.length === 0) return 0
    await client.query({ ...remove, values: [rows.map((row) => row.tenant), rows.map((row) => row.id), token] })
    return rows.length
  }
}
