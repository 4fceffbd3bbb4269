import pg from 'pg'

/** A queue of another library with jobs that do nothing. */
export interface PeerQueue {
  /** Puts jobs in. */
  fill(count: number): Promise<void>
  /** Does and completes them all; says how many were done. */
  drain(): Promise<number>
  end(): Promise<void>
}

/** Jobs are put in by so many at once. */
const PORTION = 5_000

/** pg-boss, fetching and completing batches as fast as it can, without the pauses of its own worker. */
export async function pgBossQueue(url: string, batchSize: number): Promise<PeerQueue> {
  const { default: PgBoss } = await import('pg-boss')
  const boss = new PgBoss({ connectionString: url, supervise: false, schedule: false })
  boss.on('error', () => {})
  await boss.start()
  await boss.createQueue('tell')
  return {
    fill: (count) =>
      inPortions(count, (size) => boss.insert(Array.from({ length: size }, (_, n) => ({ name: 'tell', data: { n } })))),
    async drain() {
      for (let done = 0; ; ) {
        const jobs = await boss.fetch('tell', { batchSize })
        if (jobs.length === 0) return done
        await boss.complete(
          'tell',
          jobs.map(({ id }) => id),
        )
        done += jobs.length
      }
    },
    end: () => boss.stop({ graceful: false }),
  }
}

/** How a graphile-worker runs. */
export interface GraphileSettings {
  readonly concurrentJobs: number
  /** Fetches so many at once and completes in batches; each job by its own statements without it. */
  readonly localQueue?: number
}

/** graphile-worker, run once until nothing is left. */
export async function graphileQueue(url: string, { concurrentJobs, localQueue }: GraphileSettings): Promise<PeerQueue> {
  const { Logger, makeWorkerUtils, runOnce } = await import('graphile-worker')
  const pool = new pg.Pool({ connectionString: url, max: concurrentJobs + 4 })
  const ignore = () => {}
  pool.on('error', ignore)
  pool.on('connect', (client) => client.on('error', ignore))
  const utils = await makeWorkerUtils({ pgPool: pool })
  await utils.migrate()
  const batches = { localQueue: { size: localQueue ?? 1 }, completeJobBatchDelay: 0, failJobBatchDelay: 0 }
  const preset = { worker: { concurrentJobs, ...(localQueue !== undefined && batches) } }
  const logger = new Logger(() => ignore)
  return {
    fill: (count) =>
      inPortions(count, async (size) => {
        await utils.addJobs(Array.from({ length: size }, (_, n) => ({ identifier: 'tell', payload: { n } })))
      }),
    async drain() {
      let done = 0
      const tell = async () => {
        done += 1
      }
      await runOnce({ pgPool: pool, preset, logger, taskList: { tell } })
      return done
    },
    async end() {
      await utils.release()
      await pool.end()
    },
  }
}

async function inPortions(count: number, put: (size: number) => Promise<void>): Promise<void> {
  for (let left = count; left > 0; left -= PORTION) await put(Math.min(PORTION, left))
}
