import { createDesk, defaultAccess, defineDesk, type EffectMessage, leastLoad, supportWorkflow } from '@docket/core'
import type { FileStore } from '@docket/core/store'
import { seededRandom, sequentialIds } from '@docket/core/testing'
import type { StoreFixture } from '../src/store/fixture.js'

const definition = defineDesk({
  workflows: [supportWorkflow],
  routing: leastLoad(),
  access: defaultAccess(),
  effects: {
    notify: { on: ['message.added', 'ticket.created', 'ticket.assigned'] },
    audit: { on: ['message.added', 'ticket.transitioned'] },
  },
})

/** A desk that does the same on every store. */
export async function comparedDesk({ store, clock }: StoreFixture) {
  const arrived: Pick<EffectMessage, 'id' | 'ticketId' | 'effect' | 'event' | 'attempt'>[] = []
  const keep = ({ id, ticketId, effect, event, attempt }: EffectMessage) => {
    arrived.push({ id, ticketId, effect, event, attempt })
  }
  const given = {
    clock,
    ids: sequentialIds(),
    random: seededRandom(1),
    files: shelf(),
    effects: { notify: keep, audit: keep },
  }
  return { desk: await createDesk(definition, { store, ...given }), arrived: () => arrived }
}

/** Files in a map. */
function shelf(): FileStore {
  const files = new Map<string, Uint8Array[]>()
  return {
    async put(key, bytes) {
      const chunks: Uint8Array[] = []
      for await (const chunk of bytes) chunks.push(chunk)
      files.set(key, chunks)
    },
    async get(key) {
      const chunks = files.get(key)
      if (chunks === undefined) return null
      return (async function* () {
        yield* chunks
      })()
    },
    async remove(key) {
      files.delete(key)
    },
  }
}
