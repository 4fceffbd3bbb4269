import type { Desk } from '@docket/core'
import { expect, it } from 'vitest'
import { createHandler } from '../src/index.js'
import { ROUTES } from '../src/routes/index.js'
import { authenticate, CALLERS, type Caller } from './probes/callers.js'
import { samplesFor } from './probes/foreign-ids.js'
import { PROBE_IDENTITY, PROBE_SECRET } from './probes/identity.js'
import { requestOf } from './probes/prober.js'
import { type CaseWorld, caseWorld } from './world/case-world.js'
import { textOf } from './world/text-of.js'

let world: CaseWorld | null = null

const REQUESTERS = ['c1', 'c2']
const as = (id: string) => ({ tenant: 'a', actor: { type: 'requester', id } })

/** What a requester sees of its tickets, but for the number and the instant of the last change, which tell of nothing to see. */
async function seenBy(desk: Desk, id: string): Promise<ReadonlyMap<string, string>> {
  const own = desk.as(as(id))
  const { items } = await own.list({ limit: 100 })
  const seen = items.map(async (ticket) => {
    const { version: _, updatedAt: _at, ...shown } = ticket
    return [ticket.id, JSON.stringify([shown, await own.thread(ticket.id)])] as const
  })
  return new Map(await Promise.all(seen))
}

/** Sends a request, and gives where what a requester was told of differs from what it could see change. */
async function compare(route: (typeof ROUTES)[number], caller: Caller, index: number) {
  if (world === null || world.writes() > 0) world = await caseWorld()
  const { desk } = world
  const sample = samplesFor(route, caller, world)[index]
  if (sample === undefined) return null
  const changes = desk.changes('a')
  const begin = await changes.position()
  const before = await Promise.all(REQUESTERS.map((id) => seenBy(desk, id)))
  const handle = createHandler(desk, {
    authenticate,
    secret: PROBE_SECRET,
    identity: PROBE_IDENTITY,
    clientAddress: () => '192.0.2.1',
    basePath: '/desk',
    onError: () => {},
  })
  await textOf(await handle(requestOf(route, caller, sample)))
  const after = await Promise.all(REQUESTERS.map((id) => seenBy(desk, id)))
  const { changes: heard } = await changes.read(begin, { limit: 1_000 })
  return REQUESTERS.map((id, place) => {
    const [was, is] = [before[place], after[place]]
    const notices = heard.map((change) => change.for(as(id).actor)).filter((notice) => notice !== null)
    const tickets = [...new Set([...(was?.keys() ?? []), ...(is?.keys() ?? [])])]
    return {
      changed: tickets.filter((ticket) => was?.get(ticket) !== is?.get(ticket)).sort(),
      told: [...new Set(notices.map(({ ticketId }) => ticketId))].sort(),
      types: notices.map(({ type }) => type),
    }
  })
}

// A client that shows a ticket asks again when it is told, and at no other time.
it('a requester is told of what it can see change, and of nothing else, whichever route changes it', {
  timeout: 300_000,
}, async () => {
  const wrong: string[] = []
  let changed = 0
  let silent = 0
  for (const route of ROUTES.filter(({ method }) => method !== 'GET')) {
    for (const caller of CALLERS.filter(({ name }) => ['requester', 'agent', 'admin'].includes(name))) {
      for (let index = 0; ; index += 1) {
        const found = await compare(route, caller, index)
        if (found === null) break
        for (const { changed: due, told, types } of found) {
          if (due.length > 0) changed += 1
          else silent += 1
          if (JSON.stringify(due) === JSON.stringify(told)) continue
          wrong.push([route.id, index, caller.name, 'changed', ...due, 'told of', ...told, ...types].join(' '))
        }
      }
    }
  }
  console.log(`${changed} times something changed for a requester, ${silent} times nothing`)
  expect(wrong).toEqual([])
  expect(changed).toBeGreaterThan(30)
})
