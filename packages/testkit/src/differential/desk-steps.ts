import type { ActorDesk, CommandOptions } from '@docket/core'
import type { SeededRandom } from '../random/seeded-random.js'
import { DESK_TENANTS, type DeskSide, type DeskWorld, type KnownTicket, somebody, someOptions } from './desk-world.js'
import { type StepKind, step } from './step.js'

type Kind = StepKind<DeskWorld, DeskSide>

/** What a command on a ticket works with. */
interface OnTicket {
  readonly agent: ActorDesk
  readonly id: string
  readonly options: CommandOptions
}

/** A command on a ticket: what is random in it is chosen once, for both sides. */
export function onTicket<Input, Answer>(
  kind: string,
  weight: number,
  choose: (random: SeededRandom, world: DeskWorld, ticket: KnownTicket) => Input,
  run: (given: OnTicket, input: Input) => Promise<Answer>,
  learn: (world: DeskWorld, ticket: KnownTicket, answer: Answer) => void = () => {},
): Kind {
  return {
    kind,
    weight,
    prepare: (world, random) => {
      const ticket = world.someTicket(random)
      if (ticket === undefined) return null
      const who = somebody(ticket.tenant, random)
      const [input, options] = [choose(random, world, ticket), someOptions(world, random)]
      // A repeat under the same key, which a retry after a lost answer is.
      const twice = options.idempotencyKey !== undefined && random.chance(0.4)
      return step(
        { who, ticket, input, options, twice },
        async ({ desk }) => {
          const given = { agent: desk.as(who), id: ticket.id, options }
          return twice ? [await run(given, input), await run(given, input)] : [await run(given, input)]
        },
        ([answer]) => {
          if (answer !== undefined) learn(world, ticket, answer)
        },
      )
    },
  }
}

const WORDS = ['plain', '😀', 'e\u0301', "it's", '"q"', '\\', '%', '\u0001', 'null', 'a longer text'] as const
const text = (random: SeededRandom): string => random.pick(WORDS)
const external = (random: SeededRandom) =>
  random.chance(0.15) ? { external: { source: 'mail', id: `${random.below(40)}` } } : {}

const create: Kind = {
  kind: 'create',
  weight: 10,
  prepare: (world, random) => {
    const who = somebody(random.chance(0.75) ? DESK_TENANTS[0] : DESK_TENANTS[1], random)
    const { idempotencyKey } = someOptions(world, random)
    const ticket = {
      subject: text(random),
      ...(who.actor.type === 'requester' ? {} : { requester: { id: random.pick(['r1', 'r2', 'r3']) } }),
      ...(random.chance(0.6) ? { body: text(random) } : {}),
      ...(random.chance(0.3) ? { category: random.pick(['c1', 'c2']), tags: ['vip', 'x'] } : {}),
      // What requesters name is refused, but for one that goes without saying.
      ...(random.chance(0.3)
        ? { channel: random.pick(who.actor.type === 'requester' ? ['web', 'web', 'email'] : ['email', 'live chat']) }
        : {}),
      ...(random.chance(0.3) ? { team: random.pick(['t1', 't2', 'none']) } : {}),
      ...(random.chance(0.3) ? { priority: random.pick(['urgent', 'low', 'no-such-level']) } : {}),
      ...external(random),
    }
    return step(
      { who, ticket, idempotencyKey },
      ({ desk }) => desk.as(who).create(ticket, idempotencyKey === undefined ? {} : { idempotencyKey }),
      ({ id }) => {
        if (!world.tickets.some((known) => known.id === id)) world.tickets.push({ tenant: who.tenant, id })
      },
    )
  },
}

const write = (random: SeededRandom) => ({ body: text(random), ...external(random) })
const learnMessage = (world: DeskWorld, ticket: KnownTicket, message: { readonly id: string }) =>
  void world.messages.push({ ticketId: ticket.id, id: message.id })

/** Commands of a desk on tickets. */
export const deskSteps: readonly Kind[] = [
  create,
  onTicket('reply', 12, write, ({ agent, id, options }, message) => agent.reply(id, message, options), learnMessage),
  onTicket('note', 8, write, ({ agent, id, options }, message) => agent.note(id, message, options), learnMessage),
  {
    kind: 'send',
    weight: 14,
    prepare: async (world, random) => {
      const ticket = world.someTicket(random)
      if (ticket === undefined) return null
      const who = somebody(ticket.tenant, random)
      const [options, place, wrong] = [someOptions(world, random), random.next(), random.chance(0.1)]
      return step({ who, ticket, options, place, wrong }, async ({ desk }) => {
        const events = await desk.as(who).events(ticket.id)
        const type = wrong ? 'no-such-event' : (events[Math.floor(place * events.length)]?.event ?? 'no-such-event')
        return [events, await desk.as(who).send(ticket.id, { type }, options)]
      })
    },
  },
  onTicket(
    'override',
    2,
    (random) => ({ state: random.pick(['open', 'solved', 'closed', 'no-such-state']), reason: text(random) }),
    ({ agent, id, options }, to) => agent.override(id, to, options),
  ),
  onTicket(
    'assign',
    10,
    (random) =>
      random.pick<{ agent?: string; team?: string }>([
        { agent: 'a1' },
        { agent: 'a2' },
        { team: 't1' },
        { agent: 'a3', team: 't2' },
        { agent: 'nobody' },
      ]),
    ({ agent, id, options }, to) => agent.assign(id, to, options),
  ),
  onTicket(
    'accept',
    4,
    () => null,
    ({ agent, id, options }) => agent.accept(id, options),
  ),
  onTicket(
    'decline',
    2,
    (random) => (random.chance(0.5) ? {} : { code: 'busy', reason: text(random) }),
    ({ agent, id, options }, why) => agent.decline(id, why, options),
  ),
  {
    kind: 'answer offer',
    weight: 6,
    prepare: (_world, random) => {
      const [tenant, takes, place] = [
        random.pick([DESK_TENANTS[0], DESK_TENANTS[1]]),
        random.chance(0.5),
        random.next(),
      ]
      return step({ tenant, takes, place }, async ({ desk }) => {
        const { items } = await desk
          .as({ tenant, actor: { type: 'admin', id: 'a1' } })
          .list({ where: { assignee: null } })
        const offered = items.filter(({ offer }) => offer !== null)
        const ticket = offered[Math.floor(place * offered.length)]
        if (!ticket?.offer) return null
        const agent = desk.as({ tenant, actor: { type: 'agent', id: ticket.offer.agent } })
        return takes ? agent.accept(ticket.id) : agent.decline(ticket.id, { code: 'busy', reason: 'later' })
      })
    },
  },
  onTicket(
    'unassign',
    4,
    () => null,
    ({ agent, id, options }) => agent.unassign(id, options),
  ),
  onTicket(
    'update',
    4,
    (random) => ({ subject: text(random) }),
    ({ agent, id, options }, changes) => agent.update(id, changes, options),
  ),
  onTicket(
    'set priority',
    3,
    (random, world) => {
      const priority = random.pick(['urgent', 'high', 'no-such-level'])
      const until = random.chance(0.5) ? { until: new Date(world.now + 3_600_000) } : {}
      return random.chance(0.3) ? { priority: null } : { priority, reason: text(random), ...until }
    },
    ({ agent, id, options }, to) => agent.setPriority(id, to, options),
  ),
  onTicket(
    'set inputs',
    3,
    (random) => ({ sentiment: random.pick([null, -0.5, 1]), [text(random)]: random.below(9) }),
    ({ agent, id, options }, inputs) => agent.setInputs(id, inputs, options),
  ),
  onTicket(
    'set category',
    3,
    (random) => ({ category: random.pick([null, 'c1', 'c2', '😀']) }),
    ({ agent, id, options }, to) => agent.setCategory(id, to, options),
  ),
  onTicket(
    'tag',
    5,
    (random) => ({ add: [random.pick(['vip', 'x', 'y', '😀'])], remove: random.chance(0.4) ? ['vip', 'z'] : [] }),
    ({ agent, id, options }, changes) => agent.tag(id, changes, options),
  ),
  onTicket(
    'watch',
    3,
    (random) => (random.chance(0.5) ? {} : { watcher: random.pick(['a1', 'a2']) }),
    ({ agent, id, options }, who) => agent.watch(id, who, options),
  ),
  onTicket(
    'unwatch',
    2,
    () => ({ watcher: 'a1' }),
    ({ agent, id, options }, who) => agent.unwatch(id, who, options),
  ),
  onTicket(
    'link',
    4,
    (random, world, ticket) => ({
      kind: random.pick(['related', 'duplicates', 'parent-of', 'caused-by']),
      ticketId: random.chance(0.05) ? ticket.id : world.anotherTicket(ticket, random),
    }),
    ({ agent, id, options }, to) => agent.link(id, to, options),
  ),
  onTicket(
    'unlink',
    2,
    (random, world, ticket) => ({ kind: 'related', ticketId: world.anotherTicket(ticket, random) }) as const,
    ({ agent, id, options }, from) => agent.unlink(id, from, options),
  ),
  onTicket(
    'attach',
    3,
    (random, world, ticket) => ({
      attachmentId: random.pickAny(world.files.slice(-5))?.id ?? `no-file-of-${ticket.id}`,
    }),
    ({ agent, id, options }, file) => agent.attach(id, file, options),
  ),
  onTicket(
    'erase',
    1,
    () => null,
    ({ agent, id, options }) => agent.erase(id, options),
  ),
]
