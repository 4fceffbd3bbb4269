import { compared, percentile, type Report, rounded } from '../measure/row.js'
import { type Served, startServed } from '../measure/served.js'
import { openStreams, type StreamClients } from './clients.js'
import type { Told } from './server.js'

const KINDS = ['ours', 'each', 'raw'] as const
type Kind = (typeof KINDS)[number]

/** The desk's servers, by who their clients are: what one may know of an event is found once, and for each anew. */
const DESKS = { ours: 'one agent', each: 'an agent each' } as const

const ROUNDS = 7
/** Single events for the time until the last client has one, so that two lie above the 99th percentile. */
const LATENCIES = 200
/** Longer than ours gathers after an event. */
const APART_MS = 30
/** Events of a round, one after the other; and of a burst. */
const [SINGLE, BURST] = [10, 100]
const LARGE = 10_000

interface Started {
  readonly server: Served<number>
  readonly clients: StreamClients
}

/**
 * Events to many clients over loopback, against a server that writes each event to each client by itself. By the CPU time of each
 * server's own process, less what it takes to make so many events for nobody; latency by the wall.
 */
export async function benchmarkStream(report: Report, count: number): Promise<void> {
  const started = {} as Record<Kind, Started>
  const alone = {} as Record<Kind, Served<number>>
  const memory = {} as Record<Kind, { readonly heap: number; readonly rss: number }>
  const script = new URL('./server.ts', import.meta.url)
  try {
    for (const kind of KINDS) {
      const server: Served<number> = await startServed(script, kind)
      alone[kind] = await startServed(script, kind)
      // What the first streams make the server load is nobody's.
      const first = await openStreams(server.told, Math.min(100, count))
      first.close()
      while ((await server.ask<number>('clients')) > 0) await new Promise((resolve) => setTimeout(resolve, 20))
      const before = await server.ask<{ heap: number; rss: number }>('memory')
      const clients = await openStreams(server.told, count)
      const after = await server.ask<{ heap: number; rss: number }>('memory')
      memory[kind] = { heap: (after.heap - before.heap) / count, rss: (after.rss - before.rss) / count }
      started[kind] = { server, clients }
    }
    const rates = await ratesOf(started, alone, count)
    const latencies = await latenciesOf(started)
    const bytesOf = ({ clients }: Started) => rounded(clients.bytes() / clients.events())
    for (const kind of ['ours', 'each'] as const) {
      const who = `${count} clients, ${DESKS[kind]}`
      report.row({
        case: `${who}: memory for each`,
        ours: rounded(memory[kind].heap),
        reference: rounded(memory.raw.heap),
        ratio: rounded(memory[kind].heap / memory.raw.heap),
        goal: `ours <= ${16 * 1024}`,
        unit: 'bytes of heap and buffers',
        note: `both with the sockets of node:http; of resident memory ${rounded(memory[kind].rss)} and ${rounded(memory.raw.rss)}`,
      })
      const row = (what: string, of: 'single' | 'burst', goal: string) =>
        report.row({
          case: `${who}: ${what}: raw, one write per event`,
          ...compared(rates[kind][of], rates.raw[of]),
          goal,
          unit: 'messages per second of the server’s CPU time',
          note: `bytes of a message: ${bytesOf(started[kind])} and ${bytesOf(started.raw)}`,
        })
      row('one event at a time', 'single', '>= 0.8')
      row(`${BURST} events at once`, 'burst', '>= 5')
      const p99 = (of: Kind) => percentile(latencies[of], 0.99)
      report.row({
        case: `${who}: an event until the last client has it, p99 of ${LATENCIES}`,
        ours: rounded(p99(kind)),
        reference: rounded(p99('raw')),
        ratio: rounded(p99(kind) / p99('raw')),
        goal: '<= 1.3',
        unit: 'ms',
        note: `median ${rounded(percentile(latencies[kind], 0.5))} and ${rounded(percentile(latencies.raw, 0.5))}; events come ${APART_MS} ms apart or more`,
      })
    }
  } finally {
    for (const { server, clients } of Object.values(started)) {
      clients.close()
      server.stop()
    }
    for (const server of Object.values(alone)) server.stop()
  }
}

interface Rates {
  readonly single: number[]
  readonly burst: number[]
}

async function ratesOf(started: Record<Kind, Started>, alone: Record<Kind, Served<number>>, count: number) {
  const spent = { ours: emptyCosts(), each: emptyCosts(), raw: emptyCosts() }
  const rates = {} as Record<Kind, Rates>
  for (let round = -1; round < ROUNDS; round += 1) {
    for (const kind of round % 2 === 0 ? KINDS : KINDS.toReversed()) {
      const { server, clients } = started[kind]
      const told = async (given: Told, costs: Costs) => {
        const reached = clients.waitFor(given.events)
        const whole = await cpuOf(server, async () => {
          await server.ask('tell', given)
          await reached
        })
        const forNobody = await cpuOf(alone[kind], () => alone[kind].ask('tell', given))
        // The first round compiles.
        if (round < 0) return
        costs.whole.push(whole)
        costs.forNobody.push(forNobody)
      }
      await told({ events: SINGLE, together: false }, spent[kind].single)
      await told({ events: BURST, together: true }, spent[kind].burst)
    }
  }
  for (const kind of KINDS) {
    const { single, burst } = spent[kind]
    rates[kind] = { single: perSecond(single, SINGLE * count), burst: perSecond(burst, BURST * count) }
  }
  return rates
}

/** The milliseconds from asking for an event until the last client has it, each server in turn. */
async function latenciesOf(started: Record<Kind, Started>): Promise<Record<Kind, number[]>> {
  const latencies: Record<Kind, number[]> = { ours: [], each: [], raw: [] }
  for (let sample = 0; sample < LATENCIES; sample += 1) {
    for (const kind of KINDS) {
      const { server, clients } = started[kind]
      await new Promise((resolve) => setTimeout(resolve, APART_MS))
      const begun = performance.now()
      const reached = clients.waitFor(1)
      void server.ask('tell', { events: 1, together: true })
      await reached
      latencies[kind].push(performance.now() - begun)
    }
  }
  return latencies
}

/** The microseconds of CPU time of each round, and of the same events for nobody. */
interface Costs {
  readonly whole: number[]
  readonly forNobody: number[]
}

const emptyCosts = () => ({
  single: { whole: [], forNobody: [] } as Costs,
  burst: { whole: [], forNobody: [] } as Costs,
})

function perSecond({ whole, forNobody }: Costs, messages: number): number[] {
  const made = percentile(forNobody, 0.5)
  // A cost that is lost in the noise is no cost of nothing.
  return whole.map((microseconds) => (messages * 1_000_000) / Math.max(microseconds - made, microseconds / 10))
}

async function cpuOf(server: Served<number>, work: () => Promise<unknown>): Promise<number> {
  const before = await server.ask<number>('cpu')
  await work()
  return (await server.ask<number>('cpu')) - before
}

/** 10,000 clients, where the machine lets a process open as many files. */
export async function benchmarkManyStreams(report: Report): Promise<void> {
  const most = openFiles()
  if (most < LARGE + 500) return report.notRun(`${LARGE} clients`, `a process may open ${most} files; see ulimit -n`)
  await benchmarkStream(report, LARGE)
}

function openFiles(): number {
  const { userLimits } = process.report.getReport() as { userLimits?: { open_files?: { soft?: number | string } } }
  const soft = userLimits?.open_files?.soft
  return soft === 'unlimited' ? Number.POSITIVE_INFINITY : Number(soft ?? 0)
}
