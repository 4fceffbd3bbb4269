import * as z from 'zod'
import type { DeskModel } from '../definitions/model.js'
import { DocketError } from '../kernel/error.js'
import { id, instant, invalidInput, parseInput, text } from '../kernel/input.js'
import { canonicalJson } from '../kernel/json.js'
import { shortPause } from '../kernel/system.js'
import { authorize } from '../runtime/authorize.js'
import { departureOf } from '../runtime/departure.js'
import { offerWaiting } from '../runtime/follow-up.js'
import type { Runtime } from '../runtime/runtime.js'
import type {
  ActorReference,
  AgentRecord,
  DepartmentRecord,
  DirectoryRecord,
  TeamRecord,
} from '../store/record-types.js'
import { counterOf } from '../ticket/counters.js'
import type { DirectoryDesk } from './actor-desk-types.js'

const MOST_TRIES = 60
const whole = z.int().min(0).max(10_000)
const vacation = z
  .strictObject({ from: instant, to: instant })
  .refine(({ from, to }) => from < to, { path: ['to'], message: 'must be later than `from`' })
const agentInput = z.strictObject({
  id,
  name: text(200),
  teams: z.array(id).max(100).default([]),
  capacity: whole.nullable().default(null),
  channels: z.record(id, whole).default({}),
  status: z.enum(['present', 'away', 'removed']).default('present'),
  shift: id.nullable().default(null),
  vacations: z.array(vacation).max(100).default([]),
  skills: z.record(id, z.int().min(1).max(5)).default({}),
  languages: z.array(id).max(50).default([]),
  manager: id.nullable().default(null),
  authority: z.number().min(0).nullable().default(null),
  rating: z.number().nullable().default(null),
  weight: z.number().min(0).max(1_000).default(1),
})
const teamInput = z.strictObject({
  id,
  name: text(200),
  lead: id.nullable().default(null),
  department: id.nullable().default(null),
  status: z.enum(['active', 'removed']).default('active'),
})
const departmentInput = z.strictObject({
  id,
  name: text(200),
  head: id.nullable().default(null),
  parent: id.nullable().default(null),
  status: z.enum(['active', 'removed']).default('active'),
})
const historyInput = z.strictObject({ kind: z.enum(['agent', 'team', 'department']), id })

/** An agent to put into the directory. What is left out: no teams, no limit of tickets, present, no skills. */
export interface AgentInput {
  readonly id: string
  readonly name: string
  readonly teams?: string[]
  /** Greatest sum of the weights of the active tickets held; null for no limit. */
  readonly capacity?: number | null
  /** For some channels, the greatest sum of the weights of tickets held of that channel; 0 for "none of these". */
  readonly channels?: Record<string, number>
  readonly status?: AgentRecord['status']
  /** The name of the desk's business calendar in whose hours the agent works; null, or left out, for at any time. */
  readonly shift?: string | null
  /** Times in which the agent does not work: half-open, `to` does not belong to it. */
  readonly vacations?: { readonly from: Date; readonly to: Date }[]
  /** Skill to level, 1 to 5. */
  readonly skills?: Record<string, number>
  /** BCP 47 tags. */
  readonly languages?: string[]
  readonly manager?: string | null
  /** How much the agent may decide, in a unit of the host's; null for nothing beyond the work. */
  readonly authority?: number | null
  /** How good the agent's work is found to be, in a unit of the host's; null while nobody has said. */
  readonly rating?: number | null
  /** The agent's share of work against others', where it is shared out by weight; 1 if left out, 0 for none. */
  readonly weight?: number
}

/** A team to put into the directory. What is left out: no lead, no department, active. */
export interface TeamInput {
  readonly id: string
  readonly name: string
  readonly lead?: string | null
  readonly department?: string | null
  readonly status?: TeamRecord['status']
}

/** A department to put into the directory. What is left out: no head, nothing above it, active. */
export interface DepartmentInput {
  readonly id: string
  readonly name: string
  /** Who heads it, an agent's id. */
  readonly head?: string | null
  /** The department above it. */
  readonly parent?: string | null
  readonly status?: DepartmentRecord['status']
}

/** The directory as one actor sees it. */
export function directoryDesk(runtime: Runtime, tenant: string, actor: ActorReference): DirectoryDesk {
  const { store, directory } = runtime
  const change = () => {
    authorize(runtime.model.access, actor, 'changeDirectory', null)
    if (runtime.ownDirectory) return
    throw new DocketError('COMMAND_REFUSED', "The desk's directory is the host's; change it there.")
  }
  const read = () => authorize(runtime.model.access, actor, 'readDirectory', null)
  return {
    async putAgent(input) {
      change()
      const entry = agentRecord(runtime.model, input)
      const before = await directory.agent(tenant, entry.id)
      const departure = await departureOf(runtime, tenant, before, entry)
      await put(runtime, { tenant, actor }, { kind: 'agent', id: entry.id, entry })
      await departure?.finish()
      // A nightly update of everybody who stays the same looks for no work.
      const changed = canonicalJson(before) !== canonicalJson(entry)
      if (changed && entry.status === 'present') await offerWaiting(runtime, tenant, [entry.id])
      return entry
    },
    async putTeam(input) {
      change()
      const entry: TeamRecord = parseInput(teamInput, input, 'directory.putTeam')
      await put(runtime, { tenant, actor }, { kind: 'team', id: entry.id, entry })
      return entry
    },
    async putDepartment(input) {
      change()
      const entry: DepartmentRecord = parseInput(departmentInput, input, 'directory.putDepartment')
      await put(runtime, { tenant, actor }, { kind: 'department', id: entry.id, entry })
      return entry
    },
    async agent(agentId) {
      read()
      return directory.agent(tenant, parseInput(id, agentId, 'directory.agent'))
    },
    async team(teamId) {
      read()
      return directory.team(tenant, parseInput(id, teamId, 'directory.team'))
    },
    async department(departmentId) {
      read()
      return directory.department(tenant, parseInput(id, departmentId, 'directory.department'))
    },
    async agents(team) {
      read()
      const teams = team === undefined ? null : [parseInput(id, team, 'directory.agents')]
      const agents = await directory.agents(tenant, teams)
      const keys = agents.map((agent) => counterOf('load', agent.id))
      const loads = await store.counters(tenant, keys)
      return agents.map((agent, index) => ({ agent, load: loads[index] ?? 0 }))
    },
    async history(kind, entryId) {
      read()
      const { kind: of, id: named } = parseInput(historyInput, { kind, id: entryId }, 'directory.history')
      const records = await store.directoryHistory(tenant, of, named)
      return records.flatMap((record) => {
        if (!isStaff(record)) return []
        const { version, changedAt, actor: by, entry } = record
        return [{ version, changedAt: new Date(changedAt), by, entry }]
      })
    },
  }
}

type Staff = Extract<DirectoryRecord, { kind: 'agent' | 'team' | 'department' }>

function isStaff(record: DirectoryRecord): record is Staff {
  return record.kind === 'agent' || record.kind === 'team' || record.kind === 'department'
}

/** An agent as the directory keeps it, from what was given. */
export function agentRecord(
  model: Pick<DeskModel, 'calendars'>,
  input: unknown,
  what = 'directory.putAgent',
): AgentRecord {
  const { vacations, ...given } = parseInput(agentInput, input, what)
  if (given.shift !== null && !model.calendars.has(given.shift)) {
    const known = [...model.calendars.keys()].join(', ') || 'none'
    const message = `is no calendar of the desk, which has ${known}`
    throw invalidInput(what, [{ path: ['shift'], code: 'unknown', message }])
  }
  return { ...given, vacations: vacations.map(({ from, to }) => ({ from: from.getTime(), to: to.getTime() })) }
}

type Entry =
  | { readonly kind: 'agent'; readonly id: string; readonly entry: AgentRecord }
  | { readonly kind: 'team'; readonly id: string; readonly entry: TeamRecord }
  | { readonly kind: 'department'; readonly id: string; readonly entry: DepartmentRecord }

async function put(runtime: Runtime, by: { tenant: string; actor: ActorReference }, entry: Entry): Promise<void> {
  const { store, clock } = runtime
  for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
    const current = await store.directoryEntry(by.tenant, entry.kind, entry.id)
    const version = (current?.version ?? 0) + 1
    const record: DirectoryRecord = { ...by, ...entry, version, changedAt: clock.now() }
    if (await store.putDirectory(record)) return
    await shortPause(tries)
  }
  throw new DocketError('BUSY', 'Others keep changing this directory entry; try again.')
}
