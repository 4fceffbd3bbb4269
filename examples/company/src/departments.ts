import type { ActorDesk, AgentInput, DepartmentInput, TeamInput } from '@docket/core'

const DEPARTMENTS: readonly DepartmentInput[] = [
  { id: 'customers', name: '客户部 Customers', head: 'dong' },
  { id: 'technology', name: '技术部 Technology', head: 'shi' },
  { id: 'supply', name: '供应与财务部 Supply and finance', head: 'kong' },
]

/** The teams that own the stages of the workflows, each with its lead. */
export const TEAMS: readonly TeamInput[] = [
  { id: 'service', name: '客服前台 Front desk', lead: 'sun', department: 'customers' },
  { id: 'berlin', name: '欧洲客服 Front desk Europe', lead: 'anna', department: 'customers' },
  { id: 'care', name: '投诉处理 Complaints', lead: 'feng', department: 'customers' },
  { id: 'quality', name: '质检 Quality', lead: 'qian', department: 'technology' },
  { id: 'workshop', name: '维修车间 Workshop', lead: 'zhou', department: 'technology' },
  { id: 'operations', name: '运维 Operations', lead: 'chen', department: 'technology' },
  { id: 'engineering', name: '研发 Engineering', lead: 'gao', department: 'technology' },
  { id: 'warehouse', name: '仓库 Warehouse', lead: 'wu', department: 'supply' },
  { id: 'finance', name: '财务 Finance', lead: 'zheng', department: 'supply' },
]

const office = { shift: 'shanghai', languages: ['zh'] } as const
const europe = { shift: 'berlin', languages: ['de', 'en'] } as const
const onCall = { languages: ['zh', 'en'] } as const

/** The people of a team: its lead, who is given no tickets, and those who work on them. */
function people(team: string, manager: string, hours: object, [lead = '', ...others]: readonly string[]): AgentInput[] {
  return [
    { id: lead, name: nameOf(lead), teams: [team], manager, capacity: 0, ...hours },
    ...others.map((id) => ({ id, name: nameOf(id), teams: [team], manager: lead, capacity: 200, ...hours })),
  ]
}

/** Everybody who works there. Operations and engineering are on call at any hour; the others work when their office is open. */
export const AGENTS: readonly AgentInput[] = [
  ...DEPARTMENTS.flatMap(({ head }) =>
    head ? [{ id: head, name: nameOf(head), shift: 'shanghai', capacity: 0 }] : [],
  ),
  ...people('service', 'dong', office, ['sun', 'mei', 'wang']),
  ...people('berlin', 'dong', europe, ['anna', 'jonas', 'greta']),
  ...people('care', 'dong', office, ['feng', 'xia', 'yu']),
  ...people('quality', 'shi', office, ['qian', 'hong', 'jia']),
  ...people('workshop', 'shi', office, ['zhou', 'lei', 'tao']),
  ...people('operations', 'shi', onCall, ['chen', 'bo', 'min']),
  ...people('engineering', 'shi', onCall, ['gao', 'yun']),
  ...people('warehouse', 'kong', office, ['wu', 'ping', 'liu']),
  ...people('finance', 'kong', office, ['zheng', 'lin']),
]

/** Puts departments, teams and people into a desk. */
export async function putStaff({ directory }: Pick<ActorDesk, 'directory'>): Promise<void> {
  for (const department of DEPARTMENTS) await directory.putDepartment(department)
  for (const team of TEAMS) await directory.putTeam(team)
  for (const agent of AGENTS) await directory.putAgent(agent)
}

function nameOf(id: string): string {
  return `${id.charAt(0).toUpperCase()}${id.slice(1)}`
}
