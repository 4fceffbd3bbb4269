import { type PlainAgent, skillsOf } from './crew.js'

/**
 * What somebody writes by hand who wants it fast: for each set of skills, as bits, a heap of the agents who have it, by the
 * share of capacity that they use. It knows one weight and no chance, and checks nothing.
 */
export class Heaps {
  readonly share: Float64Array
  readonly #load: Int32Array
  readonly #capacity: Int32Array
  readonly #heaps: readonly Int32Array[]
  readonly #heapOf: Int32Array
  readonly #placeOf: Int32Array
  /** For each set of bits the heaps of agents who have them all. */
  readonly #covering: readonly Int32Array[]

  constructor(agents: readonly PlainAgent[]) {
    const masks = [...new Set(agents.map(({ mask }) => mask))]
    this.share = new Float64Array(agents.length)
    this.#load = new Int32Array(agents.length)
    this.#capacity = Int32Array.from(agents, ({ capacity }) => capacity)
    this.#heapOf = Int32Array.from(agents, ({ mask }) => masks.indexOf(mask))
    this.#placeOf = new Int32Array(agents.length)
    this.#heaps = masks.map((mask) => Int32Array.from(agents.flatMap((agent, at) => (agent.mask === mask ? [at] : []))))
    for (const heap of this.#heaps) {
      heap.forEach((agent, place) => {
        this.#placeOf[agent] = place
      })
    }
    this.#covering = Array.from({ length: 256 }, (_, need) => {
      return Int32Array.from(masks.flatMap((mask, at) => ((mask & need) === need ? [at] : [])))
    })
  }

  pick(need: number): number {
    const covering = this.#covering[need] as Int32Array
    let least = 1
    let picked = -1
    for (let index = 0; index < covering.length; index += 1) {
      const head = (this.#heaps[covering[index] as number] as Int32Array)[0] as number
      const share = this.share[head] as number
      if (share >= least) continue
      least = share
      picked = head
    }
    return picked
  }

  assign(agent: number): void {
    const share = this.#add(agent, 1)
    const heap = this.#heaps[this.#heapOf[agent] as number] as Int32Array
    let place = this.#placeOf[agent] as number
    for (;;) {
      let child = 2 * place + 1
      if (child >= heap.length) break
      if (child + 1 < heap.length && this.#shareAt(heap, child + 1) < this.#shareAt(heap, child)) child += 1
      if (this.#shareAt(heap, child) >= share) break
      this.#put(heap, place, heap[child] as number)
      place = child
    }
    this.#put(heap, place, agent)
  }

  release(agent: number): void {
    const share = this.#add(agent, -1)
    const heap = this.#heaps[this.#heapOf[agent] as number] as Int32Array
    let place = this.#placeOf[agent] as number
    while (place > 0) {
      const parent = (place - 1) >> 1
      if (this.#shareAt(heap, parent) <= share) break
      this.#put(heap, place, heap[parent] as number)
      place = parent
    }
    this.#put(heap, place, agent)
  }

  #add(agent: number, tickets: number): number {
    const load = (this.#load[agent] as number) + tickets
    this.#load[agent] = load
    const share = load / (this.#capacity[agent] as number)
    this.share[agent] = share
    return share
  }

  #shareAt(heap: Int32Array, place: number): number {
    return this.share[heap[place] as number] as number
  }

  #put(heap: Int32Array, place: number, agent: number): void {
    heap[place] = agent
    this.#placeOf[agent] = place
  }
}

/** An agent as plain programs hold it. */
export class HandAgent {
  readonly id: string
  readonly mask: number
  /** Skill to level. */
  readonly skills: Readonly<Record<string, number>>
  readonly capacity: number
  load = 0

  constructor({ id, mask, capacity }: PlainAgent) {
    this.id = id
    this.mask = mask
    this.skills = skillsOf(mask, 3)
    this.capacity = capacity
  }
}

/** Looks at each agent. */
export function scan(agents: readonly HandAgent[], need: number): HandAgent | null {
  let best: HandAgent | null = null
  let least = 1
  for (const agent of agents) {
    if ((agent.mask & need) !== need) continue
    const share = agent.load / agent.capacity
    if (share >= least) continue
    least = share
    best = agent
  }
  return best
}

/** Sorts those who can take it. */
export function filterAndSort(agents: readonly HandAgent[], need: number): HandAgent | null {
  const able = agents.filter(({ mask, load, capacity }) => (mask & need) === need && load < capacity)
  return able.sort((one, other) => one.load / one.capacity - other.load / other.capacity)[0] ?? null
}

/** The same with skills by their names. */
export function filterByNameAndSort(agents: readonly HandAgent[], need: readonly string[]): HandAgent | null {
  const able = agents.filter(({ skills, load, capacity }) => {
    return need.every((skill) => (skills[skill] ?? 0) >= 1) && load < capacity
  })
  return able.sort((one, other) => one.load / one.capacity - other.load / other.capacity)[0] ?? null
}
