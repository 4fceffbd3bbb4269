/** Who holds tickets, in the order in which they were given. */
export class Held<Agent> {
  readonly #agents: Agent[] = []
  readonly #tickets: Int32Array
  readonly #mask: number
  #first = 0
  #next = 0

  constructor(most: number) {
    this.#tickets = new Int32Array(2 ** Math.ceil(Math.log2(most + 1)))
    this.#mask = this.#tickets.length - 1
  }

  get count(): number {
    return this.#next - this.#first
  }

  /** The agent of the ticket that was given first. */
  get agent(): Agent {
    return this.#agents[this.#first & this.#mask] as Agent
  }

  /** The ticket that was given first. */
  get ticket(): number {
    return this.#tickets[this.#first & this.#mask] as number
  }

  put(agent: Agent, ticket: number): void {
    const place = this.#next & this.#mask
    this.#agents[place] = agent
    this.#tickets[place] = ticket
    this.#next += 1
  }

  drop(): void {
    this.#first += 1
  }
}
