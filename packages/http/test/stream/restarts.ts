import { setTimeout } from 'node:timers/promises'
import type { ActorDesk } from '@docket/core'
import { expect } from 'vitest'
import { type EventReader, until } from './event-reader.js'
import type { StreamDesk } from './stream-desk.js'

/** A node that can be restarted. */
export interface Node {
  readonly streams: StreamDesk
  stop(): Promise<void>
}

/** How large it is. */
export interface Restarts {
  /** Clients of agents, who hear of everything. */
  readonly agents: number
  /** Customers, each with one ticket and so many clients. */
  readonly customers: number
  readonly clientsOfEach: number
  readonly changes: number
}

/** A client that comes again with the last id it has, to whichever node there is. */
class Client {
  readonly who: string
  readonly seen: string[] = []
  resyncs = 0
  #reader: EventReader | null = null
  #lastId: string | null = null

  constructor(who: string) {
    this.who = who
  }

  async connect(node: Node): Promise<void> {
    this.#reader = await node.streams.read(this.who, this.#lastId)
  }

  async cut(): Promise<void> {
    const reader = this.#reader
    if (reader === null) return
    await reader.stop()
    this.#lastId = reader.lastId() ?? this.#lastId
    this.seen.push(...reader.changes())
    this.resyncs += reader.events.filter(({ event }) => event === 'resync').length
    this.#reader = null
  }

  get count(): number {
    return this.seen.length + (this.#reader?.changes().length ?? 0)
  }

  get ready(): boolean {
    return (this.#reader?.events.length ?? 0) > 0
  }
}

/**
 * Many clients hear of changes while nodes are restarted, one after the other: each client must have each change that it
 * may know of once, in order.
 */
export async function streamWhileNodesRestart(
  start: () => Promise<Node>,
  { agents, customers, clientsOfEach, changes }: Restarts,
): Promise<{ readonly clients: number; readonly notices: number; readonly restarts: number }> {
  const nodes = [await start(), await start(), await start()]
  const [writer] = [await start()]
  const desk: ActorDesk = writer.streams.as('acme/agent/writer')
  const tickets = await Promise.all(
    Array.from({ length: customers }, (_, index) =>
      desk.create({ subject: `${index}`, requester: { id: `c${index}` } }),
    ),
  )
  const clients = [
    ...Array.from({ length: agents }, (_, index) => new Client(`acme/agent/a${index}`)),
    ...tickets.flatMap((_, index) =>
      Array.from({ length: clientsOfEach }, () => new Client(`acme/requester/c${index}`)),
    ),
  ]
  const homes = new Map<Client, number>()
  const connect = async (client: Client, place: number) => {
    homes.set(client, place)
    await client.connect(nodes[place] as Node)
  }
  await Promise.all(clients.map((client, index) => connect(client, index % nodes.length)))
  await until(() => clients.every((client) => client.ready), 'all are ready')

  const expected = new Map<string, string[]>()
  let writing = true
  const write = async (): Promise<void> => {
    for (let count = 0; count < changes; count += 1) {
      const place = count % tickets.length
      const { ticketId, seq } = await desk.reply(tickets[place]?.id ?? '', { body: `${count}` })
      const own = expected.get(`acme/requester/c${place}`) ?? []
      expected.set(`acme/requester/c${place}`, [...own, `${ticketId} ${seq}`])
      if (count % 5 === 0) await setTimeout(5)
    }
    writing = false
  }
  const written = write()
  let restarts = 0
  for (; writing || restarts < 4; restarts += 1) {
    await setTimeout(80)
    const place = restarts % nodes.length
    const cut = clients.filter((client) => homes.get(client) === place)
    await Promise.all(cut.map((client) => client.cut()))
    await nodes[place]?.stop()
    nodes[place] = await start()
    await Promise.all(cut.map((client, index) => connect(client, index % nodes.length)))
  }
  await written
  const due = ({ who }: Client) => (who.includes('/agent/') ? changes : (expected.get(who)?.length ?? 0))
  await until(() => clients.every((client) => client.count >= due(client)), 'all came')
  await setTimeout(100)
  await Promise.all(clients.map((client) => client.cut()))

  const all = [...expected.values()].flat().sort()
  for (const client of clients) {
    expect(client.resyncs, client.who).toBe(0)
    if (client.who.includes('/agent/')) expect([...client.seen].sort()).toEqual(all)
    else expect(client.seen).toEqual(expected.get(client.who) ?? [])
  }
  await Promise.all([...nodes, writer].map((node) => node.stop()))
  return { clients: clients.length, notices: clients.reduce((sum, { seen }) => sum + seen.length, 0), restarts }
}
