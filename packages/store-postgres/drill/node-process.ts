import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Delivery } from '@docket/testkit'
import type { Answer, Command, FromNode, NodeSettings, ToNode } from './wire.js'

/** What a node's effects and late settlements are told to. */
export interface NodeListener {
  effect(node: NodeProcess, delivery: Delivery): void
  refused(node: NodeProcess): void
  fault(node: NodeProcess, message: string): void
}

const PROGRAM = fileURLToPath(new URL('node.ts', import.meta.url))

/** A process of the drill, as its parent sees it: started, asked, stopped, continued and killed. */
export class NodeProcess {
  readonly #child: ChildProcess
  readonly #listener: NodeListener
  readonly #asked = new Map<number, (answer: Answer | null) => void>()
  readonly #exited: Promise<void>
  #loaded: () => void = () => {}
  #working: () => void = () => {}
  #requests = 0
  readonly loaded: Promise<void>
  /** When it was killed or stood still, by the parent's clock. */
  readonly disturbances: { readonly from: number; to: number }[] = []

  /** @param standing - a process that may stand still when the parent ends, and is then woken to end too */
  constructor(listener: NodeListener, standing: NodeProcess | null) {
    this.#listener = listener
    const pid = standing === null ? undefined : standing.#child.pid
    this.#child = fork(PROGRAM, pid === undefined ? [] : [String(pid)], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    this.loaded = new Promise((resolve) => {
      this.#loaded = resolve
    })
    this.#exited = new Promise((resolve) => {
      this.#child.once('exit', () => {
        for (const answer of this.#asked.values()) answer(null)
        this.#asked.clear()
        resolve()
      })
    })
    this.#child.on('message', (message: FromNode) => this.#hear(message))
    this.#child.on('error', () => {})
  }

  /** Lets it connect and work; resolves when it does. */
  async start(settings: NodeSettings): Promise<void> {
    await this.loaded
    const working = new Promise<void>((resolve) => {
      this.#working = resolve
    })
    this.#say({ kind: 'start', settings })
    await working
  }

  /** The answer to a command; null when the process went before it gave one. */
  ask(command: Command): Promise<Answer | null> {
    this.#requests += 1
    const request = this.#requests
    return new Promise((resolve) => {
      if (this.#child.exitCode !== null || this.#child.signalCode !== null) return resolve(null)
      this.#asked.set(request, resolve)
      this.#say({ kind: 'command', request, command })
    })
  }

  /** Ends it without a warning. */
  async kill(): Promise<void> {
    this.#disturb()
    this.#child.kill('SIGKILL')
    await this.#exited
  }

  /** Makes it stand still where it is, as a long pause of its machine would. */
  pause(): void {
    this.#disturb()
    this.#child.kill('SIGSTOP')
  }

  /** Lets it go on as if nothing had happened. */
  resume(): void {
    const last = this.disturbances.at(-1)
    if (last !== undefined) last.to = performance.now()
    this.#child.kill('SIGCONT')
  }

  #disturb(): void {
    const now = performance.now()
    this.disturbances.push({ from: now, to: now })
  }

  #say(message: ToNode): void {
    // A process that was killed meanwhile hears nothing; its silence is what the drill is about.
    if (this.#child.connected) this.#child.send(message, () => {})
  }

  #hear(message: FromNode): void {
    if (message.kind === 'loaded') this.#loaded()
    if (message.kind === 'working') this.#working()
    if (message.kind === 'refused') this.#listener.refused(this)
    if (message.kind === 'fault') this.#listener.fault(this, message.message)
    if (message.kind === 'answer') {
      this.#asked.get(message.request)?.(message.answer)
      this.#asked.delete(message.request)
    }
    if (message.kind === 'effect') {
      this.#listener.effect(this, message.delivery)
      this.#say({ kind: 'received', call: message.call })
    }
  }
}
