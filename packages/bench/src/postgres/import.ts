import { postgresStore } from '@docket/store-postgres'
import type pg from 'pg'
import { compared, type Report } from '../measure/row.js'
import { type Columns, columnsOf, risingId, rowsOfTicket, type TextRow } from './rows.js'
import { withServer } from './server.js'
import { importingDesk, indexedFields, serviceTicket } from './service-desk.js'

const ROUNDS = 5
const TICKETS = 10_000
const BATCH = 500
// What an imported ticket with its first message is stored as.
const TABLES = ['ticket', 'event', 'message'] as const

type ImportingDesk = Awaited<ReturnType<typeof importingDesk>>

/** Loads tickets with their first message in bulk: the desk's import against arrays unnested into the same tables. */
export async function benchmarkImport(report: Report): Promise<void> {
  await withServer(report, 'on a server', async (pool) => {
    const store = postgresStore({ pool })
    await store.migrate({ indexed: indexedFields })
    await postgresStore({ pool, schema: 'bare' }).migrate({ indexed: indexedFields })
    const desk = await importingDesk(store)
    const model = await importModel(pool, desk)
    const figures = { ours: [] as number[], bare: [] as number[] }
    const cases = {
      ours: (round: number) => importAll(desk, `round-${round}`),
      bare: (round: number) => unnestAll(pool, model, `round-${round}`),
    }
    for (let round = 0; round < ROUNDS; round += 1) {
      const order = round % 2 === 0 ? (['ours', 'bare'] as const) : (['bare', 'ours'] as const)
      for (const name of order) {
        const start = performance.now()
        await cases[name](round)
        figures[name].push((TICKETS * 1_000) / (performance.now() - start))
      }
    }
    report.row({
      case: `import, ${BATCH} in a batch: arrays unnested into ${TABLES.join(', ')}`,
      ...compared(figures.ours, figures.bare),
      goal: '>= 0.7',
      unit: 'tickets/s',
      note: [...model.map(({ table, rows }) => `${rows.length} ${table}`)].join(', '),
    })
  })
}

async function importAll(desk: ImportingDesk, source: string, tickets = TICKETS): Promise<string> {
  let id = ''
  for await (const report of desk.import({ source, tickets: past(tickets), batchSize: BATCH })) id = report.ticketId
  return id
}

function* past(tickets: number) {
  for (let number = 1; number <= tickets; number += 1) {
    const { subject, requester, tags, fields } = serviceTicket(number)
    const create = {
      type: 'create' as const,
      subject,
      requester,
      tags,
      fields,
      state: 'closed' as const,
      body: 'It hums. Please help.',
    }
    yield {
      externalId: `old-${number}`,
      entries: [{ position: 1, occurredAt: new Date(1_700_000_000_000 + number * 60_000), commands: [create] }],
    }
  }
}

interface TableModel {
  readonly table: (typeof TABLES)[number]
  readonly columns: Columns
  /** What one ticket has in the table. */
  readonly rows: readonly TextRow[]
}

async function importModel(pool: pg.Pool, desk: ImportingDesk): Promise<TableModel[]> {
  const id = await importAll(desk, 'model', 1)
  const models: TableModel[] = []
  for (const table of TABLES) {
    const rows = await rowsOfTicket(pool, 'docket', table, id)
    if (rows.length === 0) throw new Error(`The import wrote nothing to ${table}`)
    models.push({ table, columns: await columnsOf(pool, 'bare', table), rows })
  }
  return models
}

async function unnestAll(pool: pg.Pool, models: readonly TableModel[], source: string): Promise<void> {
  for (let first = 1; first <= TICKETS; first += BATCH) {
    const rows = new Map<string, TextRow[]>(models.map(({ table }) => [table, []]))
    for (let number = first; number < first + BATCH; number += 1) {
      const id = risingId()
      for (const { table, rows: model } of models) {
        for (const row of model) rows.get(table)?.push(ownRow(table, row, { id, number, source }))
      }
    }
    const client = await pool.connect()
    try {
      await client.query('begin')
      for (const { table, columns } of models) await client.query(unnested(table, columns, rows.get(table) ?? []))
      await client.query('commit')
    } finally {
      client.release()
    }
  }
}

function ownRow(table: string, row: TextRow, ticket: { id: string; number: number; source: string }): TextRow {
  const { id, number, source } = ticket
  if (table === 'ticket') {
    const external = { external_source: source, external_id: `old-${number}` }
    return { ...row, id, ...external, requester_id: `customer-${number % 5_000}` }
  }
  return { ...row, ticket_id: id, ...(table === 'message' && { id: risingId() }) }
}

function unnested(table: string, columns: Columns, rows: readonly TextRow[]) {
  const names = [...columns.keys()]
  const casts = [...columns].map(([name, type]) => `${name}::${type}`).join(', ')
  const places = names.map((_, index) => `$${index + 1}::text[]`).join(', ')
  const text = `insert into bare.${table} (${names.join(', ')}) select ${casts} from unnest(${places}) as u(${names.join(', ')})`
  return { name: `unnest-${table}`, text, values: names.map((name) => rows.map((row) => row[name] ?? null)) }
}
