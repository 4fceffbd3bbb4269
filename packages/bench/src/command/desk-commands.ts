import { memoryStore } from '@docket/store-memory'
import { agentAtAcme, backAndForth, newTicket, opening, runFullDesk, runPlainDesk } from '../desk.js'
import { interleave, type Work } from '../measure/interleave.js'
import { compared, type Report } from '../measure/row.js'
import { keptScope, machine } from '../step/xstate-machine.js'
import { ticketRecord } from '../ticket-record.js'

const TICKETS = 1_000

type AgentDesk = ReturnType<Awaited<ReturnType<typeof runPlainDesk | typeof runFullDesk>>['as']>

// Long rounds: a whole command is a lot of code, and what is timed before it is compiled says nothing of it.
const EFFORT = { rounds: 9, roundMs: 600 }
const AGAINST = 'machine.transition with one kept scope'

/** The commands to measure; each runs in a process of its own, so that none pays for the tickets of another. */
export type DeskCommand = 'send' | 'create' | 'send with priority and routing' | 'create with priority and routing'

/** A whole command through the desk on the memory store, against the bare step. */
export async function benchmarkDeskCommand(report: Report, command: DeskCommand): Promise<void> {
  const plain = !command.endsWith('routing')
  const open = async () => (await (plain ? runPlainDesk : runFullDesk)(memoryStore())).as(agentAtAcme)
  const ours = command.startsWith('send') ? await sends(await open()) : creates(open)
  const figures = await interleave({ ours, bare: bareSteps() }, EFFORT)
  report.row({
    case: `${command}: ${AGAINST}`,
    ...compared(figures.ours, figures.bare),
    goal: plain ? '<= 3' : null,
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
