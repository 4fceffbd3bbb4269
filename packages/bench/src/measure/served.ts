import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** A server in a process of its own. */
export interface Served<Told> {
  /** What it told when it was ready. */
  readonly told: Told
  /** Asks it something; it answers by {@link answerParent}. */
  ask<Answer>(question: string, more?: unknown): Promise<Answer>
  stop(): void
}

interface Message {
  readonly number: number
  readonly question: string
  readonly more: unknown
}

/** Starts a script that ends with {@link answerParent}, and waits until it is ready. */
export async function startServed<Told>(script: URL, ...words: string[]): Promise<Served<Told>> {
  const child = fork(fileURLToPath(script), words, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const waiting = new Map<number, (answer: unknown) => void>()
  const ended = new Promise<never>((_, reject) => {
    child.once('exit', () => reject(new Error(`${script.pathname} ${words.join(' ')} ended early`)))
  })
  ended.catch(() => {})
  child.on('message', ({ number, answer }: { number: number; answer: unknown }) => {
    waiting.get(number)?.(answer)
    waiting.delete(number)
  })
  const answerTo = (number: number) => new Promise<unknown>((resolve) => waiting.set(number, resolve))
  let asked = 0
  const told = (await Promise.race([answerTo(0), ended])) as Told
  return {
    told,
    ask: async <Answer>(question: string, more?: unknown) => {
      asked += 1
      const answer = answerTo(asked)
      child.send({ number: asked, question, more } satisfies Message)
      return (await Promise.race([answer, ended])) as Answer
    },
    stop: () => child.kill('SIGKILL'),
  }
}

/** Tells the starting process that this one is ready, and answers what it asks; `cpu` with the microseconds it has taken. */
export function answerParent(told: unknown, questions: Readonly<Record<string, (more: never) => unknown>> = {}): void {
  const known: typeof questions = {
    cpu: () => {
      const { user, system } = process.cpuUsage()
      return user + system
    },
    ...questions,
  }
  process.on('message', ({ number, question, more }: Message) => {
    void Promise.resolve(known[question]?.(more as never)).then((answer) => process.send?.({ number, answer }))
  })
  process.on('disconnect', () => process.exit())
  process.send?.({ number: 0, answer: told })
}
