import type { AgentInput, AgentRecord } from '@docket/core'
import * as z from 'zod'
import { HttpError } from '../handler/problem.js'
import { defineRoute } from '../route/define-route.js'
import {
  agentInput,
  agentSchema,
  departmentInput,
  departmentSchema,
  teamInput,
  teamSchema,
  versionsOf,
} from '../schema/directory-schema.js'
import { idOf } from '../schema/values.js'

const read = 'readDirectory'
const change = 'changeDirectory'

/** Agents, teams and departments. */
export const directoryRoutes = [
  defineRoute('directory', {
    id: 'listAgents',
    on: 'GET /agents',
    access: read,
    serves: ['directory.agents'],
    summary: 'The agents of a team, or of the tenant, each with how much work it has.',
    query: z.strictObject({ team: idOf('team').exactOptional() }),
    success: {
      status: 200,
      body: z.strictObject({ items: z.array(z.strictObject({ agent: agentSchema, load: z.number() })) }),
    },
    cost: 3,
    run: async ({ desk, query }) => {
      const agents = await desk.directory.agents(query.team)
      return { body: { items: agents.map(({ agent, load }) => ({ agent: presentAgent(agent), load })) } }
    },
  }),
  defineRoute('directory', {
    id: 'getAgent',
    on: 'GET /agents/:agentId',
    access: read,
    serves: ['directory.agent'],
    summary: 'An agent.',
    success: { status: 200, body: agentSchema },
    run: async ({ desk, params }) => ({ body: presentAgent(found(await desk.directory.agent(params.agentId))) }),
  }),
  defineRoute('directory', {
    id: 'putAgent',
    on: 'PUT /agents/:agentId',
    access: change,
    serves: ['directory.putAgent'],
    summary: 'Puts or replaces an agent; work is given and taken back accordingly.',
    body: agentInput,
    success: { status: 200, body: agentSchema },
    run: async ({ desk, params, body }) => ({
      body: presentAgent(await desk.directory.putAgent({ id: params.agentId, ...body } satisfies AgentInput)),
    }),
  }),
  defineRoute('directory', {
    id: 'listAgentVersions',
    on: 'GET /agents/:agentId/versions',
    access: read,
    serves: ['directory.history'],
    summary: 'Every version of an agent, oldest first, with who made it.',
    success: { status: 200, body: versionsOf(agentSchema) },
    run: async ({ desk, params }) => {
      const versions = await desk.directory.history('agent', params.agentId)
      return { body: { items: versions.map((one) => ({ ...one, entry: presentAgent(one.entry as AgentRecord) })) } }
    },
  }),
  defineRoute('directory', {
    id: 'getTeam',
    on: 'GET /teams/:teamId',
    access: read,
    serves: ['directory.team'],
    summary: 'A team.',
    success: { status: 200, body: teamSchema },
    run: async ({ desk, params }) => ({ body: found(await desk.directory.team(params.teamId)) }),
  }),
  defineRoute('directory', {
    id: 'putTeam',
    on: 'PUT /teams/:teamId',
    access: change,
    serves: ['directory.putTeam'],
    summary: 'Puts or replaces a team.',
    body: teamInput,
    success: { status: 200, body: teamSchema },
    run: async ({ desk, params, body }) => ({ body: await desk.directory.putTeam({ id: params.teamId, ...body }) }),
  }),
  defineRoute('directory', {
    id: 'listTeamVersions',
    on: 'GET /teams/:teamId/versions',
    access: read,
    serves: ['directory.history'],
    summary: 'Every version of a team, oldest first, with who made it.',
    success: { status: 200, body: versionsOf(teamSchema) },
    run: async ({ desk, params }) => ({ body: { items: await desk.directory.history('team', params.teamId) } }),
  }),
  defineRoute('directory', {
    id: 'getDepartment',
    on: 'GET /departments/:departmentId',
    access: read,
    serves: ['directory.department'],
    summary: 'A department.',
    success: { status: 200, body: departmentSchema },
    run: async ({ desk, params }) => ({ body: found(await desk.directory.department(params.departmentId)) }),
  }),
  defineRoute('directory', {
    id: 'putDepartment',
    on: 'PUT /departments/:departmentId',
    access: change,
    serves: ['directory.putDepartment'],
    summary: 'Puts or replaces a department.',
    body: departmentInput,
    success: { status: 200, body: departmentSchema },
    run: async ({ desk, params, body }) => ({
      body: await desk.directory.putDepartment({ id: params.departmentId, ...body }),
    }),
  }),
  defineRoute('directory', {
    id: 'listDepartmentVersions',
    on: 'GET /departments/:departmentId/versions',
    access: read,
    serves: ['directory.history'],
    summary: 'Every version of a department, oldest first, with who made it.',
    success: { status: 200, body: versionsOf(departmentSchema) },
    run: async ({ desk, params }) => ({
      body: { items: await desk.directory.history('department', params.departmentId) },
    }),
  }),
]

function found<Entry>(entry: Entry | null): Entry {
  if (entry !== null) return entry
  throw new HttpError(404, 'NOT_FOUND', 'There is no such entry in the directory of this tenant.')
}

/** An agent with its instants as they are put, so that what was read can be put again. */
function presentAgent({ vacations, ...agent }: AgentRecord) {
  return { ...agent, vacations: vacations.map(({ from, to }) => ({ from: new Date(from), to: new Date(to) })) }
}
