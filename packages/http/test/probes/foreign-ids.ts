import type { Route } from '../../src/route/route-types.js'
import { type CaseWorld, TENANTS, type TenantName, type TenantWorld } from '../world/case-world.js'
import type { Caller } from './callers.js'
import { type Sample, samplesOf } from './samples.js'

/** The tenant whose samples a caller sends: its own. */
export const tenantOf = ({ principal }: Caller): TenantName => (principal?.tenant ?? 'a') as TenantName

/** What a caller sends to a route. */
export function samplesFor(route: Route, caller: Caller, { tenants }: CaseWorld): Sample[] {
  const tenant = tenantOf(caller)
  const { type, id } = caller.principal?.actor ?? { type: 'agent', id: 'ag1' }
  return samplesOf(route, tenants[tenant], { tenant, actor: `${type}:${id}` })
}

/** The tickets of its own tenant that somebody does not reach. */
export function outOfReach({ principal }: Caller, mine: TenantWorld): readonly string[] {
  const { type = '', id = '' } = principal?.actor ?? {}
  if (type === 'requester' && id === 'c2') return [mine.own, mine.solved]
  return ['requester', 'collaborator', 'ghost'].includes(type) ? [mine.sameTeam, mine.otherTeam] : []
}

/**
 * Ids that the caller may know nothing of, by what they name: of two other tenants, and of its own where there are such that
 * are out of its reach.
 */
export function foreignIds(kind: string, caller: Caller, { tenants }: CaseWorld): readonly string[] {
  const tenant = tenantOf(caller)
  const mine = tenants[tenant]
  const [one, other] = TENANTS.filter((name) => name !== tenant) as [TenantName, TenantName]
  const [first, second] = [tenants[one], tenants[other]]
  const { type = '', id = '' } = caller.principal?.actor ?? {}
  const hidden = outOfReach(caller, mine)
  // Whoever does not reach the ticket knows nothing of what is on it.
  const ofHidden = type === 'requester' && id === 'c2'
  // Whoever reads others' tickets may well see a difference between their requester and nobody.
  const reachesOwnAlone = ['requester', 'collaborator', 'ghost'].includes(type)
  const uploads = Object.entries(mine.free).flatMap(([of, file]) => (of === `${type}:${id}` ? [] : [file]))
  const found: Readonly<Record<string, readonly string[]>> = {
    ticket: [first.own, second.otherTeam, second.closed, ...hidden],
    message: [first.message, second.note, second.message, ...(ofHidden ? [mine.message, mine.note] : [])],
    // The uploads of one's colleagues are as foreign as another tenant's.
    attachment: [
      first.attached,
      second.attached,
      ...Object.values(second.free).slice(0, 2),
      ...uploads.slice(0, 3),
      ...(ofHidden ? [mine.attached] : []),
    ],
    request: [first.request, second.request, ...(type === 'requester' ? [mine.request] : [])],
    notification: [first.notification, second.notification, ...(id === 'ag2' ? [] : [mine.notification])],
    category: [`${one}-cat`, `${one}-cat2`, `${other}-cat`],
    view: [`${one}-shared`, `${other}-shared`, `${other}-view`, ...(id === 'ag1' ? [] : [`${tenant}-view`])],
    agent: [`${one}-agent`, `${other}-away`, `${other}-gone`],
    team: [`${one}-team`, `${one}-team2`, `${other}-team`],
    department: [`${one}-department`, `${other}-department`, `${other}-department2`],
    webhook: [`${one}-hook`, `${other}-hook`],
    person: [`${one}-person`, `${other}-person`, ...(reachesOwnAlone ? [id === 'c2' ? 'c1' : 'c2'] : [])],
  }
  return found[kind] ?? []
}
