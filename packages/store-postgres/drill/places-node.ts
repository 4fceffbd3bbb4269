// A process of a desk that does many things at once when it is told to, beside others that do the same.
import { createDesk, DocketError, defaultAccess, defineDesk, leastLoad, supportWorkflow } from '@docket/core'
import pg from 'pg'
import { postgresStore } from '../src/index.js'

/** What the parent says: first where to work, then what to do. */
export type ToPlaces =
  | { readonly kind: 'start'; readonly url: string; readonly schema: string; readonly routed: boolean }
  | { readonly kind: 'create'; readonly count: number }
  | { readonly kind: 'assign'; readonly ticketIds: readonly string[] }

/** What this process says: that it is ready, and how its work ended. */
export type FromPlaces =
  | { readonly kind: 'ready' }
  | { readonly kind: 'done'; readonly outcomes: readonly string[]; readonly errors: readonly string[] }

const errors: string[] = []
const tell = (message: FromPlaces) => void process.send?.(message)

async function start({ url, schema, routed }: Extract<ToPlaces, { kind: 'start' }>) {
  const pool = new pg.Pool({ connectionString: url, max: 8 })
  const routing = routed ? { routing: leastLoad() } : {}
  const definition = defineDesk({ workflows: [supportWorkflow], access: defaultAccess(), ...routing })
  const desk = await createDesk(definition, {
    store: postgresStore({ pool, schema }),
    onError: (error) => errors.push(String(error)),
  })
  return desk.as({ tenant: 'acme', actor: { type: 'agent', id: `process-${process.pid}` } })
}

async function outcomeOf(work: Promise<{ readonly assignee: string | null }>): Promise<string> {
  try {
    return (await work).assignee ?? 'nobody'
  } catch (error) {
    return DocketError.is(error) ? error.code : String(error)
  }
}

let agent: ReturnType<typeof start> | null = null

async function hear(message: ToPlaces): Promise<void> {
  if (message.kind === 'start') {
    agent = start(message)
    await agent
    return tell({ kind: 'ready' })
  }
  const desk = await agent
  if (!desk) return
  const works =
    message.kind === 'create'
      ? Array.from({ length: message.count }, () => desk.create({ subject: 'Lamp', requester: { id: 'c1' } }))
      : message.ticketIds.map((id) => desk.assign(id, { agent: 'ann' }))
  tell({ kind: 'done', outcomes: await Promise.all(works.map(outcomeOf)), errors })
}

process.on('message', (message: ToPlaces) => void hear(message))
process.on('disconnect', () => process.exit(0))
