import type { Store } from '@docket/core'
import type { ManualClock } from '@docket/core/testing'
import { memoryStore } from '@docket/store-memory'
import { describe, expect, it } from 'vitest'
import { ROUTES } from '../../src/routes/index.js'
import { CALLERS, type Caller } from '../probes/callers.js'
import { foreignIds, samplesFor } from '../probes/foreign-ids.js'
import { idPlaces, withId } from '../probes/id-places.js'
import { PROBE_IDENTITY, PROBE_SECRET } from '../probes/identity.js'
import { requestOf } from '../probes/prober.js'
import { mounted } from '../world/mounted.js'

const callers = CALLERS.filter(({ name }) => ['requester', 'another requester', 'agent'].includes(name))

/** A store that writes down by name what it is asked for. */
function listening(asked: string[]) {
  return (clock: ManualClock): Store => {
    const store = memoryStore({ clock })
    const heard = Object.entries(store).map(([name, member]: [string, unknown]) => {
      if (typeof member !== 'function') return [name, member]
      return [
        name,
        (...given: unknown[]) => {
          asked.push(name)
          return (member as (...given: unknown[]) => unknown)(...given)
        },
      ]
    })
    return Object.fromEntries(heard) as Store
  }
}

// CVE-2026-26895: the time that an answer takes told whether there was such a thing. No time is measured, which differs by
// chance: what takes it is counted, by what the store is asked for.
describe('the work for an answer', () => {
  it('is the same for what is foreign as for what is not there', { timeout: 120_000 }, async () => {
    const asked: string[] = []
    const clientAddress = () => '192.0.2.1'
    const options = { basePath: '/desk', secret: PROBE_SECRET, identity: PROBE_IDENTITY, clientAddress }
    const world = await mounted(options, listening(asked))
    const workFor = async (caller: Caller, route: (typeof ROUTES)[number], sample: Parameters<typeof requestOf>[2]) => {
      asked.length = 0
      const { status } = await world.send(requestOf(route, caller, sample))
      return `${status} ${asked.join()}`
    }
    const differing: string[] = []
    let compared = 0
    const reads = ROUTES.filter(({ method, id }) => method === 'GET' && id !== 'streamChanges')
    for (const caller of callers) {
      for (const route of reads) {
        for (const place of idPlaces(route).filter(({ kind }) => kind !== 'person')) {
          for (const foreign of foreignIds(place.kind, caller, world)) {
            const samples = samplesFor(route, caller, world)
            const one = withId(route, samples, place, foreign)
            const none = withId(route, samples, place, 'zz-missing')
            if (!one || !none) continue
            compared += 1
            const [found, missing] = [await workFor(caller, route, one), await workFor(caller, route, none)]
            if (found !== missing)
              differing.push(`${route.id} ${place.path.join('.')} ${caller.name} ${foreign}: ${found} / ${missing}`)
          }
        }
      }
    }
    console.log(`${compared} comparisons of work`)
    // A file of one's own tenant that hangs on a ticket: only the ticket says whether one may have it. Its id is random, so that
    // nobody has it who was not shown it.
    expect(differing.filter((one) => !one.startsWith('downloadFile params.attachmentId another requester'))).toEqual([])
    expect(differing.length).toBeLessThanOrEqual(1)
    expect(compared).toBeGreaterThan(100)
  })
})
