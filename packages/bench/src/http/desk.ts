import type { Desk, Store } from '@docket/core'
import { createHandler, type Handler, memoryRateLimiter } from '@docket/http'
import { agentAtAcme, backAndForth, newTicket, opening, runPlainDesk } from '../desk.js'

/** How many tickets there are. */
export const TICKETS = 1_000

/** The desk of the benchmarks with its tickets in progress, and their ids. */
export async function servedDesk(store: Store) {
  const desk = await runPlainDesk(store)
  const agent = desk.as(agentAtAcme)
  const ids: string[] = []
  for (let number = 0; number < TICKETS; number += 1) {
    const { id } = await agent.create(newTicket(number))
    for (const type of opening) await agent.send(id, { type })
    ids.push(id)
  }
  return { desk: desk as unknown as Desk, agent, ids }
}

/** A handler as a host has it: who asks is looked up by a header, and shares are counted, though never used up. */
export function servedHandler(desk: Desk): Handler {
  const agents = new Map([['Bearer of-a7', agentAtAcme]])
  return createHandler(desk, {
    authenticate: ({ headers }) => agents.get(headers.get('authorization') ?? '') ?? null,
    secret: 'Jq0x5ZkT3vR8mW1bYc7NfH2sLd9GuP4e',
    rateLimiter: memoryRateLimiter({ burst: Number.MAX_SAFE_INTEGER }),
  })
}

/** The body of the event that a ticket takes in some turn. */
export const eventOf = (turn: number) => JSON.stringify({ type: backAndForth[turn % 2] })

/** What every request carries. */
export const HEADERS = { authorization: 'Bearer of-a7', accept: 'application/json' }
