import { defaultAccess } from '@docket/core'
import type { Route } from '../../src/route/route-types.js'
import type { CaseWorld, MakeStore } from '../world/case-world.js'
import { CALLERS, type Caller } from './callers.js'
import { foreignIds, samplesFor } from './foreign-ids.js'
import { type IdPlace, idPlaces, withId } from './id-places.js'
import { Prober } from './prober.js'

const policy = defaultAccess()

/** Whether the access of a route means the caller; for which tickets, the answers show. */
function isGranted({ access }: Route, { principal }: Caller): boolean {
  if (access === 'everybody') return true
  return principal !== null && (access === 'signedIn' || policy.can(principal.actor, access, null).allow)
}

/** The text without the ids that are newer than the world: refusals use ids up too, so that they differ by chance. */
function withoutNewIds(text: string, { tenants }: CaseWorld): string {
  const newest =
    JSON.stringify(tenants)
      .match(/id-\d{6}/g)
      ?.sort()
      .at(-1) ?? ''
  return text.replaceAll(/id-\d{6}/g, (id) => (id > newest ? '<new>' : id))
}

/** How much is sent, and on what. */
export interface Probing {
  readonly callers?: readonly Caller[]
  /** The store; in memory if left out. */
  readonly make?: MakeStore
  /** So many foreign ids in each place; all if left out. */
  readonly most?: number
}

/** Sends everything that the callers could send to routes, and says what is wrong. */
export async function probe(routes: readonly Route[], { callers = CALLERS, make, most = 1_000 }: Probing = {}) {
  const prober = new Prober(routes, make)
  const replaced = new Set<string>()
  const differing = new Set<string>()
  const places = routes.map((route) => ({ route, of: idPlaces(route) }))

  /** The same request with a foreign id and with one of nothing: the answers must be equal in every byte but the id. */
  async function compare(route: Route, caller: Caller, place: IdPlace, index: number): Promise<void> {
    const key = `${route.id} ${place.path.join('.')}`
    const answers: string[] = []
    for (const which of ['foreign', 'missing']) {
      const world = await prober.fresh()
      const foreign = foreignIds(place.kind, caller, world)[index] ?? ''
      // As long as the other, so that nothing differs but whether there is such a thing.
      const id = which === 'foreign' ? foreign : 'zz-missing'.padEnd(foreign.length, '0').slice(0, foreign.length)
      const sample = withId(route, samplesFor(route, caller, world), place, id)
      if (sample === undefined) return
      const { whole } = await prober.send(route, caller, sample)
      answers.push(withoutNewIds(whole.replaceAll(id, '<id>').replaceAll(encodeURIComponent(id), '<id>'), world))
    }
    replaced.add(key)
    if (answers.length === 2 && answers[0] !== answers[1]) {
      differing.add(`${key} as ${caller.name}:\n${answers.join('\n--- missing:\n')}`)
    }
  }

  async function allIds({ route, of }: (typeof places)[number]): Promise<void> {
    for (const caller of callers) {
      for (const place of of) {
        const count = Math.min(most, foreignIds(place.kind, caller, await prober.fresh()).length)
        for (let index = 0; index < count; index += 1) await compare(route, caller, place, index)
      }
    }
  }

  /** Tickets that are one's own, of one's team, of another team, of another tenant. */
  async function allTickets(route: Route): Promise<void> {
    // One world for all callers: what the least trusted could learn is looked at before anybody changes it.
    const world = await prober.fresh()
    const { a, b, c } = world.tenants
    const tickets = route.path.includes(':ticketId') ? [a.own, a.sameTeam, a.otherTeam, b.own, c.otherTeam] : []
    for (const caller of callers) {
      for (const ticketId of [undefined, ...tickets]) {
        for (const sample of samplesFor(route, caller, world)) {
          const params = ticketId === undefined ? sample.params : { ...sample.params, ticketId }
          const { status } = await prober.send(route, caller, { ...sample, params })
          if (status < 300 && !isGranted(route, caller)) {
            prober.wrong.add(`${route.id} let ${caller.name} do what takes ${route.access}`)
          }
        }
      }
    }
  }

  for (const place of places) await allIds(place)
  const compared = prober.probes
  for (const route of routes) await allTickets(route)
  const all = places.flatMap(({ route, of }) => of.map(({ path }) => `${route.id} ${path.join('.')}`))
  return {
    prober,
    wrong: [...prober.wrong],
    differing: [...differing],
    /** Places of ids into which no foreign one could be put. */
    never: all.filter((key) => !replaced.has(key)),
    counts: `${prober.probes} probes (${compared} of ids), ${routes.length} routes, ${callers.length} callers, ${all.length} places of ids, ${prober.worlds} worlds`,
  }
}
