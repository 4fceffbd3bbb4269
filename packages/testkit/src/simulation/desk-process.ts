import type { Desk, DeskShape } from '@docket/core'
import type { NotificationRecord, Store } from '@docket/core/store'
import type { StoreMethod } from '../faults/faulty-store.js'
import type { SeededRandom } from '../random/seeded-random.js'

/** What a desk process is started with. */
export interface DeskProcessOptions<Shape extends DeskShape> {
  readonly store: Store
  /** After which share of its writes a process dies, and by which randomness. */
  readonly kills: number
  readonly random: SeededRandom
  /** Opens the desk on the store of one life. */
  readonly open: (store: Store, onError: (error: unknown) => void) => Promise<Desk<Shape>>
  /** Is told which notifications are in the inboxes. */
  readonly onTold: (notifications: readonly NotificationRecord[]) => void
  /** Runs after each beginning but the first. */
  readonly onRestart: () => void
}

/** After these a process may die: what the store has written is there, and whoever wrote it never learns so. */
const WRITES: ReadonlySet<PropertyKey> = new Set<StoreMethod>([
  'commit',
  'claimTimers',
  'settleTimers',
  'claimOutbox',
  'settleOutbox',
  'putNotifications',
])

/** A process with a desk that may die after a write, before anything that should follow it; the next one goes on. */
export class DeskProcess<Shape extends DeskShape> {
  kills = 0
  readonly errors: string[] = []
  readonly #options: DeskProcessOptions<Shape>
  #isArmed = false
  #life: { readonly desk: Desk<Shape>; readonly isDead: () => boolean } | null = null

  constructor(options: DeskProcessOptions<Shape>) {
    this.#options = options
  }

  /** From now on it may die. */
  arm(): void {
    this.#isArmed = true
  }

  /** Asks the desk, again and again until a process lives to answer: what is asked must have a key, or change nothing. */
  async ask<Answer>(call: (desk: Desk<Shape>) => Promise<Answer>): Promise<Answer> {
    for (;;) {
      const { desk, isDead } = this.#life ?? (await this.#start())
      try {
        const answer = await call(desk)
        if (!isDead()) return answer
      } catch (error) {
        if (!isDead()) throw error
      }
      this.kills += 1
      await this.#start()
      this.#options.onRestart()
    }
  }

  async #start() {
    const { store, kills, random, open, onTold } = this.#options
    const strikes = () => this.#isArmed && kills > 0 && random.chance(kills)
    let isDead = false
    const mortal = new Proxy(store, {
      get(target, method) {
        const value: unknown = Reflect.get(target, method)
        if (typeof value !== 'function') return value
        return async (...parameters: unknown[]): Promise<unknown> => {
          if (isDead) throw new Error('The process is dead.')
          const answer: unknown = await Reflect.apply(value, target, parameters)
          if (method === 'putNotifications') onTold(parameters[0] as readonly NotificationRecord[])
          if (!WRITES.has(method) || !strikes()) return answer
          isDead = true
          throw new Error('The process was killed.')
        }
      },
    })
    // Whoever is dead tells nothing.
    const desk = await open(mortal, (error) => !isDead && this.errors.push(String(error)))
    this.#life = { desk, isDead: () => isDead }
    return this.#life
  }
}
