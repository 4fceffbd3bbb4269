import { interleaveTimed } from '../measure/interleave.js'
import { compared, type Report, rounded } from '../measure/row.js'
import { startWorker } from '../measure/worker.js'
import { ticketRecord } from '../ticket-record.js'

const SMALL = '10000'
const LARGE = '1000000'
const EFFORT = { rounds: 7, roundMs: 1_500 }
const STORE = new URL('./store-scale-worker.ts', import.meta.url)

/**
 * What tickets cost in memory, and what a change costs where there are many. Each size in a process of its own, because
 * the collector's work is part of the cost and grows with the whole heap.
 */
export async function benchmarkStoreScale(report: Report): Promise<void> {
  const [small, large] = [await startWorker(STORE, 'store', SMALL), await startWorker(STORE, 'store', LARGE)]
  const json = JSON.stringify(ticketRecord(Number(LARGE))).length
  report.row({
    case: 'bytes a ticket without events',
    ours: Math.round(large.bytes),
    reference: json,
    ratio: rounded(large.bytes / json),
    goal: 'ours <= 1300',
    unit: 'bytes',
    note: 'reference: the length of its JSON',
  })
  const ours = await interleaveTimed({ large: large.run, small: small.run }, EFFORT)
  report.row({
    case: 'load and change a ticket, of 1,000,000 against of 10,000',
    ...compared(ours.large, ours.small),
    goal: '<= 1.5',
    unit: 'µs',
  })
  for (const worker of [small, large]) worker.stop()

  const [bareSmall, bareLarge] = [await startWorker(STORE, 'bare', SMALL), await startWorker(STORE, 'bare', LARGE)]
  const bare = await interleaveTimed({ large: bareLarge.run, small: bareSmall.run }, EFFORT)
  report.row({
    case: 'the same in a bare Map with a copy: the processor’s cache and the collector',
    ...compared(bare.large, bare.small),
    goal: null,
    unit: 'µs',
  })
  for (const worker of [bareSmall, bareLarge]) worker.stop()
}
