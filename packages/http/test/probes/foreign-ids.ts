import type { Route } from '../../src/route/route-types.js'
import type { CaseWorld } from '../world/case-world.js'
import type { Caller } from './callers.js'
import { type Sample, samplesOf } from './samples.js'

/** Whose samples a caller sends: those of its tenant. */
const tenantOf = ({ principal }: Caller) => (principal?.tenant === 'b' ? 'b' : 'a')

/** What a caller sends to a route. */
export function samplesFor(route: Route, caller: Caller, { tenants }: CaseWorld): Sample[] {
  const tenant = tenantOf(caller)
  const { type, id } = caller.principal?.actor ?? { type: 'agent', id: 'ag1' }
  return samplesOf(route, tenants[tenant], { tenant, actor: `${type}:${id}` })
}

/** Ids that the caller may know nothing of, by what they name: those of another tenant, and for some those out of reach. */
export function foreignIds(kind: string, caller: Caller, { tenants }: CaseWorld): readonly string[] {
  const other = tenantOf(caller) === 'a' ? 'b' : 'a'
  const theirs = tenants[other]
  const mine = tenants[tenantOf(caller)]
  const { type = '', id = '' } = caller.principal?.actor ?? {}
  const narrow = ['requester', 'collaborator', 'ghost'].includes(type)
  const tickets = [theirs.own, theirs.otherTeam, theirs.closed, ...(narrow ? [mine.sameTeam, mine.otherTeam] : [])]
  const uploads = Object.entries(mine.free).flatMap(([of, file]) => (of === `${type}:${id}` ? [] : [file]))
  const found: Readonly<Record<string, readonly string[]>> = {
    ticket: tickets,
    message: [theirs.message, theirs.note],
    // The uploads of one's colleagues are as foreign as another tenant's.
    attachment: [theirs.attached, ...Object.values(theirs.free), ...uploads],
    request: [theirs.request],
    notification: [theirs.notification, ...(id === 'ag2' ? [] : [mine.notification])],
    category: [`${other}-cat`, `${other}-cat2`],
    view: [`${other}-shared`, `${other}-view`, ...(id === 'ag1' ? [] : [`${tenantOf(caller)}-view`])],
    agent: [`${other}-agent`, `${other}-away`, `${other}-gone`],
    team: [`${other}-team`, `${other}-team2`],
    department: [`${other}-department`],
    webhook: [`${other}-hook`],
    person: ['c2'],
  }
  return found[kind] ?? []
}
