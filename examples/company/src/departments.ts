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

const HEADS = { customers: 'dong', technology: 'shi', supply: 'kong' } as const

const office = (team: string, manager: string, ...names: string[]): AgentInput[] =>
  names.map((id) => ({
    id,
    name: nameOf(id),
    teams: [team],
    manager,
    shift: 'shanghai',
    languages: ['zh'],
    capacity: 20,
  }))

const onCall = (team: string, manager: string, ...names: string[]): AgentInput[] =>
  names.map((id) => ({ id, name: nameOf(id), teams: [team], manager, languages: ['zh', 'en'] }))

/** Everybody who works there. Operations and engineering are on call at any hour; the others work when their office is open. */
export const AGENTS: readonly AgentInput[] = [
  ...Object.values(HEADS).map((id) => ({ id, name: nameOf(id), shift: 'shanghai' })),
  ...office('service', HEADS.customers, 'sun'),
  ...office('service', 'sun', 'mei', 'wang'),
  {
    id: 'anna',
    name: 'Anna',
    teams: ['berlin'],
    manager: 'dong',
    shift: 'berlin',
    languages: ['de', 'en'],
    capacity: 20,
  },
  {
    id: 'jonas',
    name: 'Jonas',
    teams: ['berlin'],
    manager: 'anna',
    shift: 'berlin',
    languages: ['de', 'en'],
    capacity: 20,
  },
  ...office('care', HEADS.customers, 'feng'),
  ...office('care', 'feng', 'xia'),
  ...office('quality', HEADS.technology, 'qian'),
  ...office('quality', 'qian', 'he'),
  ...office('workshop', HEADS.technology, 'zhou'),
  ...office('workshop', 'zhou', 'lei', 'tao'),
  ...onCall('operations', HEADS.technology, 'chen'),
  ...onCall('operations', 'chen', 'bo'),
  ...onCall('engineering', HEADS.technology, 'gao'),
  ...onCall('engineering', 'gao', 'yun'),
  ...office('warehouse', HEADS.supply, 'wu'),
  ...office('warehouse', 'wu', 'ping'),
  ...office('finance', HEADS.supply, 'zheng'),
  ...office('finance', 'zheng', 'lin'),
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
