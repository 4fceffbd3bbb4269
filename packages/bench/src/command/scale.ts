import { interleaveTimed } from '../measure/interleave.js'
import { compared, type Report, rounded } from '../measure/row.js'
import { startWorker } from '../measure/worker.js'
import { ticketRecord } from '../ticket-record.js'

const SMALL = '10000'
const LARGE = '1000000'
const EFFORT = { rounds: 7, roundMs: 1_500 }
const FILLED = new URL('./scale-worker.ts', import.meta.url)

/**
 * What tickets cost in memory, and what a change costs where there are many. Each size in a process of its own, because
 * the collector's work is part of the cost and grows with the whole heap.
 */
export async function benchmarkScale(report: Report): Promise<void> {
  const bytes = await largeAgainstSmall(report, 'store', 'load and change by the store alone', null)
  const json = JSON.stringify(ticketRecord(Number(LARGE))).length
  report.row({
    case: 'bytes a ticket without events',
    ours: Math.round(bytes),
    reference: json,
    ratio: rounded(bytes / json),
    goal: 'ours <= 1300',
    unit: 'bytes',
    note: 'reference: the length of its JSON',
  })
  await largeAgainstSmall(report, 'desk', 'send', '<= 1.5')
  await largeAgainstSmall(report, 'bare', 'a bare Map with a copy: the processor’s cache and the collector', null)
}

async function largeAgainstSmall(report: Report, kind: string, what: string, goal: string | null): Promise<number> {
  const small = await startWorker(FILLED, kind, SMALL)
  const large = await startWorker(FILLED, kind, LARGE)
  const figures = await interleaveTimed({ large: large.run, small: small.run }, EFFORT)
  const name = `${what}, of 1,000,000 tickets against of 10,000`
  report.row({ case: name, ...compared(figures.large, figures.small), goal, unit: 'µs' })
  for (const worker of [small, large]) worker.stop()
  return large.bytes
}
