import { setTimeout as pause } from 'node:timers/promises'
import { replay } from '@docket/core'
import { checkWorld } from '@docket/testkit'
import { putAgents, unrouted } from './agents.js'
import type { Choices } from './choices.js'
import { Clients } from './clients.js'
import { type DrillCounts, noCounts } from './counts.js'
import { effectsOf, timeoutMs } from './drill-desk.js'
import { addJobs, jobEffects } from './jobs.js'
import type { MutantName } from './mutants.js'
import { type NodeListener, NodeProcess } from './node-process.js'
import { Receiver } from './receiver.js'
import { firings, standingWork } from './standing-work.js'
import type { DrillStores } from './stores.js'
import type { NodeSettings } from './wire.js'

const CLIENTS = 8
const JOBS = 24
const LEASE_MS = 400
/** How long to wait for all work to end before it counts as stuck. */
const PATIENCE_MS = 10_000

/** What a cycle left behind, to be looked at once another process has taken over. */
interface Aftermath {
  readonly clients: Clients
  readonly carrier: string
  readonly jobs: readonly string[]
  /** By the clock that the desks share. */
  readonly killedAt: number
}

/** Kills and stops processes under load, and looks at what is left. */
export class Drill {
  readonly counts: DrillCounts = noCounts()
  readonly violations: string[] = []
  readonly receiver = new Receiver(LEASE_MS)
  readonly #stores: DrillStores
  readonly #settings: NodeSettings
  readonly #choices: Choices
  readonly #zombie = this.#fork(null)
  #standby = this.#fork(this.#zombie)
  #aftermath: Aftermath | null = null
  #cycle = 0

  constructor(stores: DrillStores, options: { url: string; mutant: MutantName | null; choices: Choices }) {
    this.#stores = stores
    this.#choices = options.choices
    this.#settings = { url: options.url, mutant: options.mutant, leaseMs: LEASE_MS }
  }

  /** Starts the worker that will be stopped again and again. */
  async begin(): Promise<void> {
    await this.#zombie.start(this.#settings)
  }

  /** One kill, one stop, and the look at what the one before left. */
  async cycle(): Promise<void> {
    this.#cycle += 1
    const node = this.#standby
    await node.start(this.#settings)
    // The next process loads while this one's work is waited for.
    this.#standby = this.#fork(this.#zombie)
    await this.#takeOver(node)
    if (this.violations.length > 0) return node.kill()

    const tenant = `tenant-${this.#cycle}`
    await putAgents(this.#stores.desk, tenant)
    const jobs = await addJobs(this.#stores.jobs, `carrier-${this.#cycle}`, JOBS)
    const clients = new Clients(tenant, this.#choices)
    const load = clients.run(node, CLIENTS)
    const killAfter = this.#choices.below(151)
    const stopAfter = Math.min(killAfter, this.#choices.below(100))
    await pause(stopAfter)
    this.#zombie.pause()
    await pause(killAfter - stopAfter)
    const killedAt = Date.now()
    await node.kill()
    await load
    this.counts.kills += 1
    if (clients.sent.some(({ answer }) => answer === null)) this.counts.killsUnderLoad += 1
    this.#aftermath = { clients, carrier: `carrier-${this.#cycle}`, jobs, killedAt }
  }

  /** Looks at what the last cycle left, unless there is a violation already, and ends all processes. */
  async end(): Promise<void> {
    if (this.violations.length === 0) {
      await this.#standby.start(this.#settings)
      await this.#takeOver(this.#standby)
    }
    await this.abandon()
    this.violations.push(...this.receiver.duplicates().unexplained)
  }

  /** Ends all processes at once. */
  async abandon(): Promise<void> {
    await Promise.all([this.#standby.kill(), this.#zombie.kill()])
  }

  #fork(standing: NodeProcess | null): NodeProcess {
    const listener: NodeListener = {
      effect: (node, delivery) => this.receiver.take(node, delivery),
      refused: () => {
        this.counts.lateResults += 1
      },
      fault: (_node, message) => this.violations.push(`a process reported: ${message}`),
    }
    return new NodeProcess(listener, standing)
  }

  /** Another process goes on where the killed one was, the stopped one wakes up amid that, and all must be well. */
  async #takeOver(node: NodeProcess): Promise<void> {
    const left = this.#aftermath
    if (left === null) return
    this.counts.retries += left.clients.sent.filter(({ answer }) => answer === null).length
    const silent = await left.clients.retry(node)
    this.violations.push(...silent.map(({ command }) => `${command.kind} by ${command.actor} was never answered`))
    const { repeated, problems } = await left.clients.repeat(node, 0.2)
    this.counts.repeats += repeated
    this.violations.push(...problems)
    await pause(LEASE_MS + this.#choices.below(80))
    this.#zombie.resume()
    this.counts.zombies += 1
    const undone = await this.#untilQuiet()
    if (undone.length > 0) {
      const shown = undone.slice(0, 5).join('; ')
      this.violations.push(`stuck: after ${PATIENCE_MS / 1000} s ${undone.length} are not done: ${shown}`)
    }
    await this.#check(left)
  }

  /** Waits until every job, timer and effect is done, or patience ends. Returns what is left. */
  async #untilQuiet(): Promise<readonly string[]> {
    const deadline = performance.now() + PATIENCE_MS
    let undone = await standingWork(this.#stores.pool)
    while (undone.length > 0 && performance.now() < deadline) {
      await pause(10)
      undone = await standingWork(this.#stores.pool)
    }
    // A late result of the woken process must have had its time before anybody looks.
    await pause(40)
    return undone
  }

  async #check({ clients, carrier, jobs, killedAt }: Aftermath): Promise<void> {
    const report = await checkWorld(this.#stores.desk, {
      tenants: [clients.tenant],
      replay,
      timeoutMs,
      // No timer is left, so none may be missed.
      firedUpTo: Number.POSITIVE_INFINITY,
      ledger: clients.ledger(),
      effects: { arrived: this.receiver.arrived(clients.tenant), effectsOf },
      settled: true,
    })
    this.violations.push(...report.problems)
    const waiting = await unrouted(this.#stores.desk, clients.tenant)
    this.violations.push(...waiting.map((id) => `ticket ${clients.tenant}/${id} was never routed`))
    if (report.tickets !== clients.created) {
      this.violations.push(`${clients.tenant} has ${report.tickets} tickets, but ${clients.created} were made`)
    }
    const effects = await jobEffects(this.#stores.jobs, carrier, jobs)
    for (const [index, count] of effects.entries()) {
      if (count > 1) this.violations.push(`double effect: job ${index} of ${carrier} took effect ${count} times`)
      if (count === 0) this.violations.push(`lost: job ${index} of ${carrier} never took effect`)
    }
    this.counts.commands += clients.sent.length
    this.counts.tickets += report.tickets
    this.counts.events += report.events
    this.counts.jobs += jobs.length
    const fired = await firings(this.#stores.pool, clients.tenant, killedAt)
    this.counts.timersFired += fired.timersFired
    this.counts.timersAfterKill += fired.timersAfterKill
    this.counts.routed += fired.routed
    this.counts.routedAfterKill += fired.routedAfterKill
  }
}
