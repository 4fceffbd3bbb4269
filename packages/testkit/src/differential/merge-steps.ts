import type { SeededRandom } from '../random/seeded-random.js'
import { onTicket } from './desk-steps.js'
import { type DeskSide, type DeskWorld, type KnownTicket, somebody, someOptions } from './desk-world.js'
import { type StepKind, step } from './step.js'

type Kind = StepKind<DeskWorld, DeskSide>

/** Messages of a ticket to split off, now and then one of another ticket, or none. */
function someMessages(world: DeskWorld, { id }: KnownTicket, random: SeededRandom): string[] {
  const own = world.messages.filter(({ ticketId }) => ticketId === id).slice(-4)
  const chosen = own.filter(() => random.chance(0.5))
  if (chosen.length === 0 && own[0] !== undefined && random.chance(0.9)) chosen.push(own[0])
  const foreign = random.chance(0.1) ? random.pickAny(world.messages) : undefined
  return [...chosen, ...(foreign === undefined ? [] : [foreign])].map((message) => message.id)
}

/** Commands of a desk that let tickets go on in others, whole or in part, and take that back. */
export const mergeSteps: readonly Kind[] = [
  onTicket(
    'merge',
    2,
    (random, world, ticket) => ({ into: random.chance(0.05) ? ticket.id : world.anotherTicket(ticket, random) }),
    ({ agent, id, options }, target) => agent.merge(id, target, options),
    (world, ticket) => void world.merged.push(ticket),
  ),
  {
    kind: 'unmerge',
    weight: 3,
    prepare: (world, random) => {
      const ticket = random.chance(0.85) ? random.pickAny(world.merged.slice(-6)) : world.someTicket(random)
      if (ticket === undefined) return null
      const [who, options] = [somebody(ticket.tenant, random), someOptions(world, random)]
      return step({ who, ticket, options }, ({ desk }) => desk.as(who).unmerge(ticket.id, options))
    },
  },
  onTicket(
    'split',
    3,
    (random, world, ticket) => ({
      subject: random.pick(['plain', '😀', "it's"]),
      messages: someMessages(world, ticket, random),
      ...(random.chance(0.3) ? { team: random.pick(['t1', 'none']), tags: ['x'] } : {}),
    }),
    ({ agent, id, options }, into) => agent.split(id, into, options),
    (world, { tenant }, { id }) => {
      if (!world.tickets.some((known) => known.id === id)) world.tickets.push({ tenant, id })
    },
  ),
]
