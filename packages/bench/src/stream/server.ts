import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createHandler, memoryRateLimiter } from '@docket/http'
import { nodeListener } from '@docket/http/node'
import { memoryStore } from '@docket/store-memory'
import { agentAtAcme, backAndForth, newTicket, opening, runPlainDesk } from '../desk.js'
import { answerParent } from '../measure/served.js'

// A server of streams in a process of its own: a desk's, to whose clients who asks is one agent (`ours`) or an agent each
// (`each`), or one that writes the same frames to each client.

/** How many events, one after the other or as one burst. */
export interface Told {
  readonly events: number
  readonly together: boolean
}

const kind = process.argv[2] ?? ''
/** As long as a frame of the desk. */
const FRAME_LENGTH = 238
let clients = 0

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

async function ours(each: boolean) {
  const desk = await runPlainDesk(memoryStore())
  const agent = desk.as(agentAtAcme)
  const { id } = await agent.create(newTicket(1))
  for (const type of opening) await agent.send(id, { type })
  let sent = 0
  const emit = async () => {
    await agent.send(id, { type: backAndForth[sent % 2] ?? 'order' })
    sent += 1
  }
  const handle = createHandler(desk, {
    authenticate: ({ headers }) => {
      const id = headers.get('authorization')
      return each && id !== null ? { tenant: agentAtAcme.tenant, actor: { type: 'agent', id } } : agentAtAcme
    },
    secret: 'Jq0x5ZkT3vR8mW1bYc7NfH2sLd9GuP4e',
    rateLimiter: memoryRateLimiter({ burst: Number.MAX_SAFE_INTEGER }),
    streams: { mostPerPrincipal: 100_000, most: 100_000 },
  })
  return { listener: nodeListener(handle), emit }
}

function raw() {
  const open = new Set<ServerResponse>()
  let sent = 0
  return {
    listener: (_: unknown, outgoing: ServerResponse) => {
      outgoing.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' })
      outgoing.write('retry: 1000\nevent: ready\ndata: {}\n\n')
      open.add(outgoing)
      outgoing.once('close', () => open.delete(outgoing))
    },
    emit: async () => {
      sent += 1
      const start = `id: ${sent}\nevent: change\ndata: {"version":${sent},"fill":"`
      const frame = `${start}${'x'.repeat(Math.max(0, FRAME_LENGTH - start.length - 4))}"}\n\n`
      for (const outgoing of open) outgoing.write(frame)
    },
  }
}

const { listener, emit } = kind === 'raw' ? raw() : await ours(kind === 'each')
const server = createServer((incoming, outgoing) => {
  clients += 1
  outgoing.once('close', () => {
    clients -= 1
  })
  listener(incoming, outgoing)
})
server.listen(0, '127.0.0.1', 4_096, () => {
  answerParent((server.address() as AddressInfo).port, {
    clients: () => clients,
    memory: () => {
      globalThis.gc?.()
      globalThis.gc?.()
      const { heapUsed, external, arrayBuffers } = process.memoryUsage()
      return { heap: heapUsed + external + arrayBuffers, rss: process.memoryUsage.rss() }
    },
    /** Events, each when the one before has had its turn to be written; or all of them at once. */
    tell: async ({ events, together }: Told) => {
      for (let number = 0; number < events; number += 1) {
        await emit()
        if (!together) await pause(30)
      }
    },
  })
})
