import { DESK_TENANTS, type DeskSide, type DeskWorld, somebody } from './desk-world.js'
import { type StepKind, step } from './step.js'

type Kind = StepKind<DeskWorld, DeskSide>

const HOUR = 3_600_000

const inbox: Kind = {
  kind: 'inbox',
  weight: 6,
  prepare: (world, random) => {
    const who = somebody(random.pick([DESK_TENANTS[0], DESK_TENANTS[1]]), random)
    const page = {
      unreadOnly: random.chance(0.4),
      limit: random.pick([1, 3, 100]),
      after: random.chance(0.3) ? (random.pickAny(world.places.slice(-5)) ?? null) : null,
    }
    return step(
      { who, page },
      ({ desk }) => desk.as(who).inbox.list(page),
      ({ items, next }) => {
        world.notifications.push(...items.map(({ id }) => ({ who, id })))
        if (next !== null) world.places.push(next)
      },
    )
  },
}

const markRead: Kind = {
  kind: 'mark read',
  weight: 3,
  prepare: (world, random) => {
    const latest = world.notifications.slice(-20)
    const reader = random.chance(0.6) ? random.pickAny(latest)?.who : undefined
    const who = reader ?? somebody(random.pick([DESK_TENANTS[0], DESK_TENANTS[1]]), random)
    const ids = Array.from({ length: random.below(5) }, () => random.pickAny(latest)?.id ?? 'no-such-notification')
    return step({ who, ids }, ({ desk }) => desk.as(who).inbox.markRead(ids))
  },
}

const forget: Kind = {
  kind: 'forget notifications',
  weight: 1,
  prepare: (_world, random) => {
    const olderThanDays = random.pick([7, 30])
    return step({ olderThanDays }, ({ desk }) => desk.system.forgetNotifications({ olderThanDays }))
  },
}

const recompute: Kind = {
  kind: 'recompute',
  weight: 5,
  prepare: (world, random) => {
    const tenant = random.pick([DESK_TENANTS[0], DESK_TENANTS[1]])
    // Few may do it.
    const who = random.chance(0.6) ? { tenant, actor: { type: 'admin', id: 'a1' } } : somebody(tenant, random)
    const change = {
      mode: random.pick(['keep', 'recompute', 'recompute', 'recomputeAndKeepBoth', 'recomputeAndKeepBoth']),
      dryRun: random.chance(0.3),
      limit: random.pick([1, 5, 20]),
      after: random.chance(0.6) ? (random.pickAny(world.turns.slice(-3)) ?? null) : null,
    }
    return step(
      { who, change },
      ({ desk }) => desk.as(who).recomputeSla(change),
      ({ next }) => {
        if (next !== null) world.turns.push(next)
      },
    )
  },
}

const rehearse: Kind = {
  kind: 'rehearse',
  weight: 2,
  prepare: (world, random) => {
    const who = somebody(random.pick([DESK_TENANTS[0], DESK_TENANTS[1]]), random)
    const [back, length] = [random.below(200) * HOUR, random.below(100) * HOUR]
    const within = { hours: 1 + random.below(20) }
    const sla = [
      { id: 'some', when: { tag: 'vip' }, targets: { firstResponse: { within: { minutes: 30 } } } },
      { id: 'others', targets: { acceptance: { within: { minutes: 5 } }, resolution: { within } } },
    ]
    const change = random.pick<{ readonly sla?: typeof sla }>([{}, { sla }, { sla: [] }])
    const since = new Date(world.now - back)
    const asked = { since, until: new Date(since.getTime() + length), change, limit: random.pick([0, 5, 1_000]) }
    return step({ who, asked }, ({ desk }) => desk.as(who).rehearse(asked))
  },
}

/** Commands of a desk about what it has promised, and whom it has told. */
export const deskPromises: readonly Kind[] = [inbox, markRead, forget, recompute, rehearse]
