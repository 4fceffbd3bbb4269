import type { Principal } from '../../src/index.js'
import type { TenantName } from '../world/case-world.js'

/** Somebody who asks. */
export interface Caller {
  readonly name: string
  /** Null: nobody whom the host knows. */
  readonly principal: Principal | null
  /** What the request carries. */
  readonly token: string | null
}

const caller = (name: string, tenant: TenantName, type: string, id: string): Caller => ({
  name,
  principal: { tenant, actor: { type, id } },
  token: `${tenant}:${type}:${id}`,
})

/** Everybody who asks, the least trusted first. */
export const CALLERS: readonly Caller[] = [
  { name: 'nobody', principal: null, token: null },
  { name: 'an invalid token', principal: null, token: 'a:admin' },
  caller('admin of another tenant', 'b', 'admin', 'ad1'),
  // With the name of a customer of another tenant.
  caller('requester of another tenant', 'c', 'requester', 'c1'),
  caller('requester', 'a', 'requester', 'c1'),
  caller('another requester', 'a', 'requester', 'c2'),
  caller('collaborator', 'a', 'collaborator', 'w1'),
  caller('unknown role', 'a', 'ghost', 'g1'),
  caller('agent of another team', 'a', 'agent', 'ag2'),
  caller('agent', 'a', 'agent', 'ag1'),
  caller('lead', 'a', 'lead', 'le1'),
  caller('service', 'a', 'service', 'sv1'),
  caller('admin', 'a', 'admin', 'ad1'),
]

/** The caller of a request by its token. */
export function authenticate(request: Request): Principal | null {
  const token = request.headers.get('authorization')?.replace('Bearer ', '')
  return CALLERS.find((known) => known.token === token && token !== undefined)?.principal ?? null
}

/** What a caller may see of what is planted: `CANARY_<tenant>_<of>_<visibility>_…`. */
export function leaksIn(text: string, { principal }: Caller): string[] {
  const found = text.match(/CANARY_[A-Za-z0-9_-]+/g) ?? []
  return [...new Set(found)].filter((one) => !maySee(one, principal))
}

function maySee(canary: string, principal: Principal | null): boolean {
  if (principal === null) return false
  const [, tenant, of = '', visibility] = canary.split('_')
  const { type, id } = principal.actor
  if (tenant !== principal.tenant && tenant !== 'any') return false
  if (['agent', 'lead', 'service', 'admin'].includes(type)) return true
  if (of === 'all') return visibility === 'public' && type === 'requester'
  // What the collaborator watches is c1's.
  if (type === 'collaborator') return of === 'c1' || of === 'w1' || tenant === 'any'
  if (type === 'requester') return of === id && (visibility === 'public' || canary.includes('_free'))
  return false
}
