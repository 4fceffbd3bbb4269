import { defaultAccess } from '@docket/core'
import { expect, it } from 'vitest'
import { NOT_SERVED } from '../src/route/not-served.js'
import type { Route } from '../src/route/route-types.js'
import { ROUTES } from '../src/routes/index.js'
import { CALLERS, type Caller } from './probes/callers.js'
import { type IdPlace, idPlaces, withId } from './probes/id-places.js'
import { Prober } from './probes/prober.js'
import { samplesOf } from './probes/samples.js'
import type { CaseWorld } from './world/case-world.js'

const prober = new Prober(ROUTES)
const replaced = new Map<string, number>()
const differing = new Set<string>()

/** Whose samples a caller sends: those of its tenant. */
const tenantOf = ({ principal }: Caller) => (principal?.tenant === 'b' ? 'b' : 'a')

function samplesFor(route: Route, caller: Caller, { tenants }: CaseWorld) {
  const tenant = tenantOf(caller)
  const { type, id } = caller.principal?.actor ?? { type: 'agent', id: 'ag1' }
  return samplesOf(route, tenants[tenant], { tenant, actor: `${type}:${id}` })
}

/** Ids that the caller may know nothing of, by what they name; those of another tenant, and for some out of reach. */
function foreignIds(kind: string, caller: Caller, { tenants }: CaseWorld): string[] {
  const other = tenantOf(caller) === 'a' ? 'b' : 'a'
  const theirs = tenants[other]
  const mine = tenants[tenantOf(caller)]
  const narrow = ['requester', 'collaborator', 'ghost'].includes(caller.principal?.actor.type ?? '')
  switch (kind) {
    case 'ticket':
      return [theirs.own, theirs.otherTeam, theirs.closed, ...(narrow ? [mine.sameTeam, mine.otherTeam] : [])]
    case 'message':
      return [theirs.message]
    case 'attachment':
      return [theirs.attached, ...Object.values(theirs.free), ...others(mine.free, caller)]
    case 'request':
      return [theirs.request]
    case 'notification':
      return [theirs.notification, ...(caller.principal?.actor.id === 'ag2' ? [] : [mine.notification])]
    default:
      return kind === 'person' ? ['c2'] : [`${other}-${OTHERS[kind] ?? kind}`]
  }
}
const OTHERS: Readonly<Record<string, string>> = { category: 'cat', view: 'shared' }

/** The uploads of one's colleagues, which are as foreign as another tenant's. */
function others(free: Readonly<Record<string, string>>, { principal }: Caller): string[] {
  const own = `${principal?.actor.type}:${principal?.actor.id}`
  return Object.entries(free).flatMap(([of, id]) => (of === own ? [] : [id]))
}

const policy = defaultAccess()

/** Whether the access of a route means the caller; for which tickets, the answers show. */
function isGranted({ access }: Route, { principal }: Caller): boolean {
  if (access === 'everybody') return true
  return principal !== null && (access === 'signedIn' || policy.can(principal.actor, access, null).allow)
}

async function compare(route: Route, caller: Caller, place: IdPlace, index: number, missing: string) {
  const answers: string[] = []
  // The host's own ids are looked up nowhere: there is no difference to be seen.
  for (const which of place.kind === 'person' ? (['foreign'] as const) : (['foreign', 'missing'] as const)) {
    const world = await prober.fresh()
    const foreign = foreignIds(place.kind, caller, world)[index] ?? ''
    // As long as the other, so that nothing differs but whether there is such a thing.
    const id = which === 'foreign' ? foreign : missing.padEnd(foreign.length, '0').slice(0, foreign.length)
    const sample = withId(route, samplesFor(route, caller, world), place, id)
    if (sample === undefined) return
    const { whole } = await prober.send(route, caller, sample)
    answers.push(whole.replaceAll(id, '<id>').replaceAll(encodeURIComponent(id), '<id>'))
  }
  const key = `${route.id} ${place.path.join('.')}`
  replaced.set(key, (replaced.get(key) ?? 0) + 1)
  if (answers.length === 2 && answers[0] !== answers[1]) {
    differing.add(`${key} as ${caller.name}:\n${answers.join('\n--- missing:\n')}`)
  }
}

it('keeps every route from telling what it may not tell', { timeout: 600_000 }, async () => {
  const places = ROUTES.map((route) => ({ route, of: idPlaces(route) }))
  for (const { route, of } of places) {
    for (const caller of CALLERS) {
      for (const place of of) {
        const count = foreignIds(place.kind, caller, await prober.fresh()).length
        for (let index = 0; index < count; index += 1) await compare(route, caller, place, index, 'zz-missing')
      }
    }
  }
  const compared = prober.probes
  for (const { route } of places) {
    // One world for all callers: what the least trusted could learn is looked at before anybody changes it.
    const world = await prober.fresh()
    for (const caller of CALLERS) {
      const { own, sameTeam, otherTeam } = world.tenants.a
      const tickets = [undefined, own, sameTeam, otherTeam, world.tenants.b.own, world.tenants.b.otherTeam]
      const samples = samplesFor(route, caller, world)
      for (const ticketId of route.path.includes(':ticketId') ? tickets : [undefined]) {
        for (const sample of samples) {
          const params = ticketId === undefined ? sample.params : { ...sample.params, ticketId }
          const { status } = await prober.send(route, caller, { ...sample, params })
          if (status < 300 && !isGranted(route, caller)) {
            prober.wrong.add(`${route.id} let ${caller.name} do what takes ${route.access}`)
          }
        }
      }
    }
  }
  const fields = places.reduce((sum, { of }) => sum + of.length, 0)
  console.log(
    `${prober.probes} probes (${compared} of ids), ${ROUTES.length} routes, ${CALLERS.length} callers, ` +
      `${fields} places of ids, ${prober.worlds} worlds, ${prober.wrong.size} leaks or faults, ${differing.size} differences`,
  )
  const never = places.flatMap(({ route, of }) =>
    of.map(({ path }) => `${route.id} ${path.join('.')}`).filter((key) => !replaced.has(key)),
  )
  const found = { wrong: [...prober.wrong].slice(0, 20), differing: [...differing].slice(0, 10), never }
  expect(found).toEqual({ wrong: [], differing: [], never: [] })
  expect(prober.probes).toBeGreaterThanOrEqual(10_000)
})

it('has every route answer with success once, called by what it says', () => {
  const silent = ROUTES.map(({ id }) => id).filter((id) => !prober.succeeded.has(id))
  // Nothing is offered without routing; what it answers is a ticket like all others.
  expect(silent).toEqual(['declineTicket'])
  for (const { id, serves } of ROUTES) expect([...(prober.called.get(id) ?? [])].sort(), id).toEqual([...serves].sort())
})

it('serves every method of a desk, or says why not', async () => {
  const { desk } = await prober.fresh()
  const names = (of: object, prefix = ''): string[] =>
    Object.entries(of).flatMap(([name, member]) =>
      typeof member === 'function' ? [prefix + name] : names(member as object, `${name}.`),
    )
  const served = new Set<string>(ROUTES.flatMap(({ serves }) => serves))
  const all = names(desk.as({ tenant: 'a', actor: { type: 'agent', id: 'ag1' } }))
  const unserved = Object.keys(NOT_SERVED)
  expect(all.filter((name) => !served.has(name)).sort()).toEqual(unserved.sort())
  expect(Object.values(NOT_SERVED).filter((why) => why.length < 30)).toEqual([])
})
