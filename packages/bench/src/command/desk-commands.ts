import { memoryStore } from '@docket/store-memory'
import { agentAtAcme, backAndForth, newTicket, opening, runFullDesk, runPlainDesk } from '../desk.js'
import { interleave, type Work } from '../measure/interleave.js'
import { compared, type Report } from '../measure/row.js'
import { keptScope, machine } from '../step/xstate-machine.js'
import { ticketRecord } from '../ticket-record.js'

const TICKETS = 1_000

type AgentDesk = ReturnType<Awaited<ReturnType<typeof runPlainDesk | typeof runFullDesk>>['as']>

/** Whole commands through the desk on the memory store, against the bare step that is in each. */
export async function benchmarkDeskCommands(report: Report): Promise<void> {
  const plain = (await runPlainDesk(memoryStore())).as(agentAtAcme)
  const full = (await runFullDesk(memoryStore())).as(agentAtAcme)
  const figures = await interleave({
    send: await sends(plain),
    create: creates(async () => (await runPlainDesk(memoryStore())).as(agentAtAcme)),
    fullSend: await sends(full),
    fullCreate: creates(async () => (await runFullDesk(memoryStore())).as(agentAtAcme)),
    bare: bareSteps(),
  })
  const goal = '<= 3'
  const against = 'machine.transition with one kept scope'
  report.row({ case: `send: ${against}`, ...compared(figures.send, figures.bare), goal, unit: 'µs' })
  report.row({ case: `create: ${against}`, ...compared(figures.create, figures.bare), goal, unit: 'µs' })
  const on = 'with priority and routing'
  report.row({ case: `send ${on}: ${against}`, ...compared(figures.fullSend, figures.bare), goal: null, unit: 'µs' })
  report.row({
    case: `create ${on}: ${against}`,
    ...compared(figures.fullCreate, figures.bare),
    goal: null,
    unit: 'µs',
  })
}

async function sends(agent: AgentDesk): Promise<Work> {
  const ids: string[] = []
  for (let number = 0; number < TICKETS; number += 1) {
    const { id } = await agent.create(newTicket(number))
    for (const type of opening) await agent.send(id, { type })
    ids.push(id)
  }
  let sent = 0
  return async (times) => {
    for (let index = 0; index < times; index += 1) {
      const type = backAndForth[Math.floor(sent / TICKETS) % 2] ?? 'order'
      await agent.send(ids[sent % TICKETS] ?? '', { type })
      sent += 1
    }
  }
}

// A new desk for each round, so that no round has more tickets than another.
function creates(newDesk: () => Promise<AgentDesk>): Work {
  return async (times) => {
    const agent = await newDesk()
    for (let number = 0; number < times; number += 1) await agent.create(newTicket(number))
  }
}

function bareSteps(): Work {
  const scope = keptScope()
  const context = { ticket: ticketRecord(1), role: 'agent' }
  const from = ['inProgress', 'waitingForVendor'].map((value) => machine.resolveState({ value, context }))
  let moved = 0
  return (times) => {
    for (let index = 0; index < times; index += 1) {
      const snapshot = from[index % 2]
      const next = snapshot && machine.transition(snapshot, { type: backAndForth[index % 2] ?? '' }, scope)
      if (next && next !== snapshot) moved += 1
    }
    if (moved < times) throw new Error('A bare step led nowhere')
  }
}
