import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { cpuMicroseconds, type TimedWork, type Work } from './interleave.js'

/** A process that holds its own heap and does work when told. */
export interface Worker {
  /** What its data takes of its heap, per ticket. */
  readonly bytes: number
  readonly run: TimedWork
  stop(): void
}

/** Starts a script that ends with {@link serveWork}, and waits until it is filled. */
export async function startWorker(script: URL, ...words: string[]): Promise<Worker> {
  const child = fork(fileURLToPath(script), words, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const ended = once(child, 'exit').then(() => {
    throw new Error(`${script.pathname} ${words.join(' ')} ended early`)
  })
  ended.catch(() => {})
  const answer = async () => Number((await Promise.race([once(child, 'message'), ended]))[0])
  const bytes = await answer()
  return {
    bytes,
    run: (times) => {
      child.send(times)
      return answer()
    },
    stop: () => child.kill(),
  }
}

/** Tells the starting process that this one is ready, then does work and answers the microseconds of CPU time it took. */
export function serveWork(work: Work, bytes: number): void {
  process.on('message', (times: number) => {
    void cpuMicroseconds(() => work(times)).then((spent) => process.send?.(spent))
  })
  process.send?.(bytes)
}
