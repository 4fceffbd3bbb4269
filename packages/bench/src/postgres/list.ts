import type pg from 'pg'
import { compared, percentile, type Report, rounded } from '../measure/row.js'
import { type ListCase, listCases } from './list-cases.js'
import { filledDesk } from './list-fill.js'
import { withServer } from './server.js'
import type { serviceDesk } from './service-desk.js'

const SIZES = { small: 10_000, large: 1_000_000 } as const
const ROUNDS = 5
const PAGES_A_ROUND = 20

type Size = keyof typeof SIZES
type AgentDesk = Awaited<ReturnType<typeof serviceDesk>>

/**
 * Pages of 50 tickets: through the desk, and by the query that somebody writes by hand for just that list, on the same
 * tables with the same indexes. Where no index of ours serves a list, both are slow; the rows for growth show that.
 */
export async function benchmarkLists(report: Report, { large }: { readonly large: boolean }): Promise<void> {
  await withServer(report, 'on a server', async (pool) => {
    const sizes: Size[] = large ? ['small', 'large'] : ['small']
    if (!large) report.notRun(`with ${SIZES.large} tickets`, 'it takes minutes to fill; give --large')
    const p95 = new Map<string, number>()
    for (const size of sizes) {
      const { desk, terms } = await filledDesk(pool, size, SIZES[size])
      for (const list of listCases(terms)) {
        const worst = await compareList(report, pool, desk, size, list)
        const before = p95.get(list.name)
        p95.set(list.name, worst)
        if (before !== undefined) reportGrowth(report, list, before, worst)
      }
    }
  })
}

async function compareList(
  report: Report,
  pool: pg.Pool,
  desk: AgentDesk,
  size: Size,
  list: ListCase,
): Promise<number> {
  const ours: number[] = []
  const raw: number[] = []
  const samples: number[] = []
  await checkSame(pool, desk, size, list)
  for (let round = 0; round < ROUNDS; round += 1) {
    const first = round % 2 === 0
    const before = first ? null : await timedPages(() => walkRaw(pool, size, list))
    const mine = await timedPages(() => walkDesk(desk, list))
    const theirs = before ?? (await timedPages(() => walkRaw(pool, size, list)))
    ours.push(percentile(mine, 0.5))
    raw.push(percentile(theirs, 0.5))
    samples.push(...mine)
  }
  const worst = percentile(samples, 0.95)
  report.row({
    case: `${list.name}, of ${SIZES[size]}: the raw keyset query, p50`,
    ...compared(ours, raw),
    goal: '<= 1.3',
    unit: 'ms/page',
    note: `p95 of ours ${rounded(worst)} ms`,
  })
  return worst
}

function reportGrowth(report: Report, list: ListCase, before: number, after: number): void {
  report.row({
    case: `${list.name}: p95 of 1,000,000 tickets against of 10,000`,
    ours: rounded(after),
    reference: rounded(before),
    ratio: rounded(after / before),
    goal: '<= 1.5',
    unit: 'ms/page',
  })
}

/** Gives the time of each page in milliseconds; begins anew after the last. */
async function timedPages(walk: () => AsyncGenerator<readonly string[]>): Promise<number[]> {
  const times: number[] = []
  while (times.length < PAGES_A_ROUND) {
    const pages = walk()
    for (;;) {
      const start = performance.now()
      const { done } = await pages.next()
      if (done) break
      times.push(performance.now() - start)
      if (times.length >= PAGES_A_ROUND) break
    }
  }
  return times
}

async function* walkDesk(desk: AgentDesk, { query }: ListCase): AsyncGenerator<readonly string[]> {
  let after: string | null = null
  do {
    const page: Awaited<ReturnType<AgentDesk['list']>> = await desk.list({ ...query, limit: 50, after })
    yield page.items.map(({ id }) => id)
    after = page.next
  } while (after !== null)
}

async function* walkRaw(pool: pg.Pool, schema: string, list: ListCase): AsyncGenerator<readonly string[]> {
  let after: readonly unknown[] | null = null
  for (;;) {
    const { rows }: pg.QueryResult = await pool.query(list.raw(schema, after))
    yield rows.map(({ id }) => id)
    if (rows.length < 50) return
    const last = rows.at(-1)
    after = [last[list.column], last.id]
  }
}

// Two lists that differ are not worth a comparison.
async function checkSame(pool: pg.Pool, desk: AgentDesk, schema: string, list: ListCase): Promise<void> {
  const [mine, theirs] = [walkDesk(desk, list), walkRaw(pool, schema, list)]
  for (let page = 0; page < 3; page += 1) {
    const [own, other] = [await mine.next(), await theirs.next()]
    if (page === 0 && !own.value?.length) throw new Error(`"${list.name}" is empty`)
    if (JSON.stringify(own.value ?? []) !== JSON.stringify(other.value ?? [])) {
      throw new Error(`Page ${page + 1} of "${list.name}" differs from the raw query's`)
    }
  }
}
