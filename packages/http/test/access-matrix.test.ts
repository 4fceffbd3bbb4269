import { beforeAll, describe, expect, it } from 'vitest'
import { NOT_SERVED } from '../src/route/not-served.js'
import type { Route } from '../src/route/route-types.js'
import { ROUTES } from '../src/routes/index.js'
import { CALLERS } from './probes/callers.js'
import { probe } from './probes/matrix.js'

describe('the routes', () => {
  let found: Awaited<ReturnType<typeof probe>>
  beforeAll(async () => {
    const before = process.cpuUsage()
    found = await probe(ROUTES)
    const { user, system } = process.cpuUsage(before)
    const { wrong, differing, counts } = found
    const seconds = Math.round((user + system) / 1e6)
    console.log(
      `${counts}: ${wrong.length} leaks or faults, ${differing.length} differences; ${seconds} s of processor`,
    )
  }, 900_000)

  it('tell nobody what they may not know, and a foreign id as much as one of nothing', () => {
    const { wrong, differing, never } = found
    expect({ wrong: wrong.slice(0, 20), differing: differing.slice(0, 5), never }).toEqual({
      wrong: [],
      differing: [],
      never: [],
    })
    expect(found.prober.probes).toBeGreaterThanOrEqual(10_000)
  })

  it('have each answered with success once, and called what they say', () => {
    const { succeeded, called } = found.prober
    // Nothing is offered without routing; what it answers is a ticket like all others.
    expect(ROUTES.map(({ id }) => id).filter((id) => !succeeded.has(id))).toEqual(['declineTicket'])
    for (const { id, serves } of ROUTES) expect([...(called.get(id) ?? [])].sort(), id).toEqual([...serves].sort())
  })

  it('serve every method of a desk, or say why not', async () => {
    const { desk } = await found.prober.fresh()
    const names = (of: object, prefix = ''): string[] =>
      Object.entries(of).flatMap(([name, member]) =>
        typeof member === 'function' ? [prefix + name] : names(member as object, `${name}.`),
      )
    const served = new Set<string>(ROUTES.flatMap(({ serves }) => serves))
    const all = names(desk.as({ tenant: 'a', actor: { type: 'agent', id: 'ag1' } }))
    expect(all.filter((name) => !served.has(name)).sort()).toEqual(Object.keys(NOT_SERVED).sort())
    expect(Object.values(NOT_SERVED).filter((why) => why.length < 30)).toEqual([])
  })
})

// A matrix that finds nothing anywhere would be green too.
describe('a route that tells too much', () => {
  const route = (id: string): Route => {
    const one = ROUTES.find((known) => known.id === id)
    if (!one) throw new Error(`There is no route ${id}.`)
    return one
  }
  type Run = (input: { [name: string]: never }) => Promise<{ body?: object }>
  const altered = (id: string, alter: (run: Run) => unknown, more: Partial<Route> = {}): Route => {
    const one = route(id)
    return { ...one, ...more, run: alter(one.run as unknown as Run) as Route['run'] }
  }
  const callers = CALLERS.filter(({ name }) => ['requester', 'agent', 'admin of another tenant'].includes(name))

  it.each([
    [
      'what another tenant has',
      altered('getTicket', (run) => async (input: never) => {
        const { context, params } = input as {
          context: { desk: import('@docket/core').Desk }
          params: { ticketId: string }
        }
        const other = context.desk.as({ tenant: 'b', actor: { type: 'admin', id: 'ad1' } })
        return run(input).catch(async () => ({ body: await other.get(params.ticketId) }))
      }),
      /told agent CANARY_b/,
    ],
    [
      'notes to requesters',
      altered('listMessages', (run) => async (input: never) => {
        const { context, params } = input as {
          context: { desk: import('@docket/core').Desk }
          params: { ticketId: string }
        }
        await run(input)
        const agent = context.desk.as({ tenant: 'a', actor: { type: 'agent', id: 'ag1' } })
        return { body: await agent.thread(params.ticketId) }
      }),
      /told requester CANARY_a_c1_internal_note/,
    ],
    [
      'whether there is such a ticket',
      altered('getTicket', (run) => async (input: never) => {
        const { context, params } = input as {
          context: { desk: import('@docket/core').Desk }
          params: { ticketId: string }
        }
        const other = context.desk.as({ tenant: 'b', actor: { type: 'admin', id: 'ad1' } })
        const exists = await other.get(params.ticketId).then(
          () => true,
          () => false,
        )
        const answer = await run(input).catch((error: Error) =>
          Promise.reject(Object.assign(error, { details: { exists } })),
        )
        return answer
      }),
      /getTicket params.ticketId as agent/,
    ],
    [
      'more than it describes',
      altered('listVerdicts', () => () => ({ body: { items: [], more: 1 } })),
      /otherwise than described/,
    ],
    [
      'nothing, and writes to another tenant by its id',
      altered('tagTicket', (run) => async (input: never) => {
        const { context, params, body } = input as {
          context: { desk: import('@docket/core').Desk }
          params: { ticketId: string }
          body: object
        }
        const other = context.desk.as({ tenant: 'b', actor: { type: 'admin', id: 'ad1' } })
        return run(input).catch(async (error: Error) => {
          await other.tag(params.ticketId, body).catch(() => {})
          throw error
        })
      }),
      /tagTicket as agent wrote in the tenant b/,
    ],
    [
      'a ticket of its own, and writes to one that is out of reach',
      altered('reply', (run) => async (input: never) => {
        const { context, params } = input as {
          context: { desk: import('@docket/core').Desk }
          params: { ticketId: string }
        }
        const agent = context.desk.as({ tenant: 'a', actor: { type: 'agent', id: 'ag1' } })
        return run(input).catch(() => agent.reply(params.ticketId, { body: 'Words' }).then(() => ({ body: {} })))
      }),
      /reply as requester wrote on a ticket out of reach/,
    ],
    [
      'a version of something else',
      altered('reply', (run) => async (input: never) => ({ ...(await run(input)), version: 1 })),
      /reply answers with an etag/,
    ],
    ['whoever may not', altered('listDeadLetters', () => () => ({ body: { items: [] } })), /let requester do/],
  ])('is found out: %s', { timeout: 120_000 }, async (_, planted, expected) => {
    const { wrong, differing } = await probe([planted], { callers })
    expect([...wrong, ...differing].join('\n')).toMatch(expected)
  })
})
