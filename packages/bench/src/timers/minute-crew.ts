import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { FromWorker, ToWorker } from './minute-wire.js'

/** What the workers of a crew did together. */
export interface CrewReport {
  /** The tickets of the messages that were delivered, in no order. */
  readonly tickets: readonly string[]
  /** When the first and the last message came, in epoch milliseconds. */
  readonly first: number
  readonly last: number
  /** What their processes took of CPU time, together. */
  readonly cpuSeconds: number
}

/** Workers in processes of their own. */
export interface Crew {
  /** How many messages they have delivered so far. */
  told(): number
  stop(): Promise<CrewReport>
}

/** Starts so many workers, and resolves when all are at work. */
export async function startCrew(count: number, url: string, schema: string): Promise<Crew> {
  const workers = await Promise.all(Array.from({ length: count }, () => startOne(url, schema)))
  return {
    told: () => workers.reduce((sum, worker) => sum + worker.told(), 0),
    async stop() {
      const reports = await Promise.all(workers.map((worker) => worker.stop()))
      return {
        tickets: reports.flatMap(({ tickets }) => tickets),
        first: Math.min(...reports.map(({ first }) => first)),
        last: Math.max(...reports.map(({ last }) => last)),
        cpuSeconds: reports.reduce((sum, report) => sum + report.cpuSeconds, 0),
      }
    },
  }
}

async function startOne(url: string, schema: string): Promise<Crew> {
  const child = fork(fileURLToPath(new URL('./minute-worker.ts', import.meta.url)), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  let told = 0
  child.on('message', (message: FromWorker) => {
    if (message.kind === 'told') told = message.count
  })
  await exchange(child, { kind: 'start', url, schema }, 'working')
  return {
    told: () => told,
    async stop() {
      const ended = once(child, 'exit')
      const report = await exchange(child, { kind: 'stop' }, 'stopped')
      child.disconnect()
      await ended
      return report
    },
  }
}

/** Tells a worker something, and waits for its answer of a kind. */
async function exchange<Kind extends FromWorker['kind']>(child: ChildProcess, message: ToWorker, kind: Kind) {
  return new Promise<Extract<FromWorker, { readonly kind: Kind }>>((resolve, reject) => {
    const hear = (answer: FromWorker) => {
      if (answer.kind !== kind) return
      child.off('message', hear)
      child.off('exit', leave)
      resolve(answer as Extract<FromWorker, { readonly kind: Kind }>)
    }
    const leave = () => reject(new Error(`A worker ended before it was ${kind}`))
    child.on('message', hear)
    child.on('exit', leave)
    child.send(message)
  })
}
