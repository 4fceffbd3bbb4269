// A process of the drill: a desk on the shared database, with a worker, that takes commands and may be killed at any time.
import { createDesk, DocketError, type EffectMessage } from '@docket/core'
import { drillDesk, EVENTS } from './drill-desk.js'
import { workOnJobs } from './jobs.js'
import { MUTANTS } from './mutants.js'
import { openStores } from './stores.js'
import type { Answer, Command, FromNode, NodeSettings, ToNode } from './wire.js'

type DrillDesk = Awaited<ReturnType<typeof startDesk>>

const waiting = new Map<number, () => void>()
let calls = 0

const tell = (message: FromNode): void => void process.send?.(message)

/** Hands an effect to its receiver, and waits until it says that it has it. */
async function deliver({ id, tenant, ticketId, effect, event }: EffectMessage): Promise<void> {
  calls += 1
  const call = calls
  const received = new Promise<void>((resolve) => waiting.set(call, resolve))
  tell({ kind: 'effect', call, delivery: { id, tenant, ticketId, effect, seq: event.seq } })
  await received
}

async function startDesk({ url, mutant, leaseMs }: NodeSettings) {
  const sound = openStores(url)
  const stores = mutant === null ? sound : MUTANTS[mutant](sound)
  const refused = () => tell({ kind: 'refused' })
  const fault = (error: unknown) => tell({ kind: 'fault', message: String(error) })
  const desk = await createDesk(drillDesk, {
    store: stores.desk,
    effects: { notify: deliver },
    // A worker that was stopped past its lease is told so.
    onError: (error) => (DocketError.is(error, 'LEASE_LOST') ? refused() : fault(error)),
  })
  desk.system.startWorker({ pollMs: 20, leaseMs, batchSize: 8 })
  workOnJobs(stores.jobs, leaseMs, refused).catch(fault)
  return desk
}

async function run(desk: DrillDesk, command: Command): Promise<unknown> {
  const { tenant, actor, ticketId, text, other } = command
  const agent = desk.as({ tenant, actor: { type: 'admin', id: actor } })
  const options = { idempotencyKey: `key of ${actor}` }
  switch (command.kind) {
    case 'create':
      return agent.create({ subject: text, requester: { id: 'customer' } }, options)
    case 'reply':
      return agent.reply(ticketId, { body: text }, options)
    case 'note':
      return agent.note(ticketId, { body: text }, options)
    case 'tag':
      return agent.tag(ticketId, { add: [text] }, options)
    case 'send':
      return agent.send(ticketId, { type: EVENTS.find((event) => event === text) ?? 'nap' }, options)
    case 'link':
      return agent.link(ticketId, { kind: 'related', ticketId: other }, options)
  }
}

async function answerOf(desk: DrillDesk, command: Command): Promise<Answer> {
  try {
    return { value: JSON.parse(JSON.stringify(await run(desk, command))) as unknown }
  } catch (error) {
    return { error: DocketError.is(error) ? error.code : String(error) }
  }
}

/** Ends with the parent, and wakes the process that may stand still, so that it sees its parent gone as well. */
function leave(): void {
  try {
    const standing = Number(process.argv[2])
    if (standing > 0) process.kill(standing, 'SIGCONT')
  } catch {
    // It has ended already.
  }
  process.exit(0)
}

let started: Promise<DrillDesk> | null = null
async function hear(message: ToNode): Promise<void> {
  if (message.kind === 'received') waiting.get(message.call)?.()
  if (message.kind === 'start') {
    started = startDesk(message.settings)
    await started
    tell({ kind: 'working' })
  }
  if (message.kind === 'command' && started !== null) {
    const answer = await answerOf(await started, message.command)
    tell({ kind: 'answer', request: message.request, answer })
  }
}

process.on('message', (message: ToNode) => void hear(message))
process.on('disconnect', leave)
// The parent may have ended while this process loaded.
if (process.connected) tell({ kind: 'loaded' })
else leave()
