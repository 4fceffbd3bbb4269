import { DESK_TENANTS, type DeskSide, type DeskWorld, somebody } from './desk-world.js'
import { type StepKind, step } from './step.js'

type Kind = StepKind<DeskWorld, DeskSide>

const look: Kind = {
  kind: 'look',
  weight: 8,
  prepare: (world, random) => {
    const ticket = world.someTicket(random)
    if (ticket === undefined) return null
    const who = somebody(ticket.tenant, random)
    const page = { after: random.below(4), limit: 1 + random.below(5) }
    return step({ who, ticket, page }, async ({ desk }) => {
      const actor = desk.as(who)
      const parts = [
        actor.get(ticket.id),
        actor.thread(ticket.id, page),
        actor.timeline(ticket.id, page),
        actor.history(ticket.id, page),
        actor.events(ticket.id),
        actor.explain(ticket.id),
        actor.verdicts(ticket.id),
      ]
      // Each of them may be refused by itself, and is then compared by its error.
      return (await Promise.allSettled(parts)).map((part) =>
        part.status === 'fulfilled' ? part.value : { refused: String(Reflect.get(Object(part.reason), 'code')) },
      )
    })
  },
}

const past: Kind = {
  kind: 'look back',
  weight: 2,
  prepare: (world, random) => {
    const ticket = world.someTicket(random)
    if (ticket === undefined) return null
    const [who, back] = [somebody(ticket.tenant, random), random.below(5000)]
    return step({ who, ticket, back }, ({ desk, clock }) =>
      desk.as(who).get(ticket.id, { at: new Date(clock.now() - back) }),
    )
  },
}

const list: Kind = {
  kind: 'list',
  weight: 8,
  prepare: (world, random) => {
    const who = somebody(random.pick([DESK_TENANTS[0], DESK_TENANTS[1]]), random)
    const again = random.chance(0.4) ? random.pickAny(world.cursors.slice(-5)) : undefined
    const asked = {
      where: random.pick<object>([
        {},
        { phase: 'open' },
        { assignee: null },
        { assignee: 'a1', phase: ['open', 'waiting'] },
        { tag: 'vip' },
        { priority: ['urgent', 'high'] },
        { requester: 'r1' },
        { team: 't1', category: null },
        { fields: { undeclared: 1 } },
        { dueAt: { from: new Date(world.now - 3_600_000) } },
        { dueAt: { before: new Date(world.now + 7_200_000) } },
      ]),
      sort: random.pick(['createdAt', 'updatedAt', 'priority', 'dueAt', 'dueAt']),
      direction: random.pick(['asc', 'desc']),
      limit: random.pick([1, 5, 100]),
    }
    const query = again === undefined ? asked : { ...again.list, after: again.next }
    return step(
      { who, query },
      ({ desk }) => desk.as(who).list(query),
      ({ next }) => {
        if (next !== null) world.cursors.push({ list: query, next })
      },
    )
  },
}

const upload: Kind = {
  kind: 'upload',
  weight: 3,
  prepare: (world, random) => {
    const who = somebody(DESK_TENANTS[0], random)
    const file = { name: `file-${world.serial()}.txt`, type: 'text/plain', bytes: new Uint8Array(random.below(64)) }
    return step(
      { who, name: file.name },
      ({ desk }) => desk.as(who).upload(file),
      ({ id }) => world.files.push({ tenant: who.tenant, actor: who.actor.id, id }),
    )
  },
}

const putAgent: Kind = {
  kind: 'put agent',
  weight: 7,
  prepare: (world, random) => {
    const who = somebody(random.pick([DESK_TENANTS[0], DESK_TENANTS[1]]), random)
    const agent = {
      id: random.pick(['a1', 'a2', 'a3']),
      name: `Agent ${world.serial()}`,
      teams: ['t1', 't2'].filter(() => random.chance(0.5)),
      capacity: random.pick([null, 1, 2, 10]),
      channels: random.chance(0.6) ? {} : { web: random.below(4), email: 2, 'live chat': 0 },
      status: random.pick(['present', 'present', 'present', 'present', 'away', 'removed']),
      shift: random.chance(0.8) ? null : random.pick(['office', 'nights', 'no-such-calendar']),
      vacations: random.chance(0.9) ? [] : [{ from: new Date(world.now), to: new Date(world.now + 3_600_000) }],
      manager: random.pick([null, 'a1', 'a2', 'a3']),
      authority: random.pick([null, 1, 2]),
      rating: random.pick([null, 4.5]),
      weight: random.pick([0, 1, 2.5]),
    }
    return step({ who, agent }, async ({ desk }) => [
      await desk.as(who).directory.putAgent(agent),
      await desk.as(who).directory.agents(),
      await desk.as(who).directory.history('agent', agent.id),
    ])
  },
}

const putTeam: Kind = {
  kind: 'put team',
  weight: 2,
  prepare: (world, random) => {
    const who = somebody(random.pick([DESK_TENANTS[0], DESK_TENANTS[1]]), random)
    const team = {
      id: random.pick(['t1', 't2']),
      name: `Team ${world.serial()}`,
      lead: random.pick([null, 'a1']),
      department: random.pick([null, 'd1', 'd2']),
    }
    return step({ who, team }, ({ desk }) => desk.as(who).directory.putTeam(team))
  },
}

const putDepartment: Kind = {
  kind: 'put department',
  weight: 2,
  prepare: (world, random) => {
    const who = somebody(random.pick([DESK_TENANTS[0], DESK_TENANTS[1]]), random)
    const department = {
      id: random.pick(['d1', 'd2']),
      name: `Department ${world.serial()}`,
      head: random.pick([null, 'a2', 'a3']),
      parent: random.pick([null, 'd1', 'd2']),
    }
    return step({ who, department }, async ({ desk }) => [
      await desk.as(who).directory.putDepartment(department),
      await desk.as(who).directory.department('d1'),
    ])
  },
}

const tick: Kind = {
  kind: 'tick',
  weight: 6,
  prepare: () =>
    step({}, async ({ desk }) => {
      let [timers, messages] = [0, 0]
      for (;;) {
        const did = await desk.system.tick()
        timers += did.timers
        messages += did.messages
        if (did.timers + did.messages === 0) return [timers, messages, await desk.system.nextWakeupAt()]
      }
    }),
}

const advance: Kind = {
  kind: 'advance',
  weight: 8,
  prepare: (world, random) => {
    const milliseconds = random.pick([1000, 61_000, 20 * 60_000, 3_600_000, 5 * 3_600_000, 8 * 24 * 3_600_000])
    return step(
      { milliseconds },
      async ({ clock }) => {
        await clock.advance(milliseconds)
        return clock.now()
      },
      (now) => {
        world.now = now
      },
    )
  },
}

/** Commands of a desk that read, keep the directory, or let time pass. */
export const deskReads: readonly Kind[] = [look, past, list, upload, putAgent, putTeam, putDepartment, tick, advance]
