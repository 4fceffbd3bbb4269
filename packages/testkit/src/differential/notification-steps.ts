import type { ActorReference, NotificationQuery, NotificationRecord } from '@docket/core/store'
import type { SeededRandom } from '../random/seeded-random.js'
import type { StoreFixture } from '../store/fixture.js'
import { notificationRecord } from '../store/records.js'
import { randomJson, TEXTS } from './random-ticket.js'
import { type StepKind, step } from './step.js'
import { type StoreWorld, TENANTS } from './store-world.js'

type Kind = StepKind<StoreWorld, StoreFixture>

/** Whom the notifications of a run are to. */
export const RECIPIENTS: readonly [ActorReference, ...ActorReference[]] = [
  { type: 'agent', id: 'a1' },
  { type: 'agent', id: 'lead' },
  { type: 'role', id: 'lead' },
  { type: 'role', id: '😀' },
]

const someRecipients = (random: SeededRandom): ActorReference[] => [
  random.pick(RECIPIENTS),
  ...RECIPIENTS.filter(() => random.chance(0.4)),
]

/** A tenant, now and then one that must find nothing. */
const anyTenant = (world: StoreWorld, random: SeededRandom) => (random.chance(0.1) ? TENANTS[2] : world.tenant(random))

/** The ids of some notifications of the run, and some that are not there. */
const someIds = (world: StoreWorld, random: SeededRandom): string[] =>
  Array.from({ length: random.below(6) }, () => random.pickAny(world.notifications.slice(-40)) ?? 'none')

function randomNotification(
  world: StoreWorld,
  random: SeededRandom,
  ticket: { readonly tenant: string; readonly id: string },
): NotificationRecord {
  // Beside the serial number a text that sorts by code point, so that ties of one instant are ordered by it.
  const known = random.chance(0.1) ? random.pickAny(world.notifications.slice(-20)) : undefined
  return notificationRecord(ticket, known ?? `${random.pick(TEXTS)} ${world.serial()}`, {
    recipient: random.pick(RECIPIENTS),
    kind: random.pick(['sla.dueSoon', 'sla.breached']),
    data: { value: randomJson(random) },
    createdAt: world.businessNow() - random.pick([0, 0, 1000, 60_000]),
    readAt: random.chance(0.1) ? world.businessNow() : null,
  })
}

const put: Kind = {
  kind: 'put notifications',
  weight: 5,
  prepare: async (world, random) => {
    const tickets = await Promise.all(
      Array.from({ length: 1 + random.below(3) }, () => world.someTicket(world.tenant(random), random)),
    )
    const given = tickets.flatMap((ticket) => (ticket === null ? [] : [randomNotification(world, random, ticket)]))
    const [first] = given
    if (first === undefined) return null
    // One of a ticket that is not there refuses them all.
    const wrong = random.chance(0.05) ? [{ ...first, id: `wrong-${world.serial()}`, ticketId: 'none' }] : []
    const notifications = [...given, ...wrong]
    return step(
      { notifications },
      ({ store }) => store.putNotifications(notifications),
      () => world.notifications.push(...given.map(({ id }) => id)),
    )
  },
}

const read: Kind = {
  kind: 'read notifications',
  weight: 5,
  prepare: (world, random) => {
    const query: NotificationQuery = {
      tenant: anyTenant(world, random),
      recipients: someRecipients(random),
      unreadOnly: random.chance(0.4),
      limit: random.pick([1, 3, 20, 1000]),
      after: random.chance(0.5) ? (random.pickAny(world.places.slice(-6)) ?? null) : null,
    }
    return step(
      { query },
      ({ store }) => store.notifications(query),
      (page) => world.places.push(...page.slice(-1).map(({ createdAt, id }) => ({ createdAt, id }))),
    )
  },
}

const mark: Kind = {
  kind: 'mark notifications',
  weight: 3,
  prepare: (world, random) => {
    const [tenant, recipients, ids] = [anyTenant(world, random), someRecipients(random), someIds(world, random)]
    const readAt = world.businessNow()
    return step({ tenant, recipients, ids, readAt }, ({ store }) =>
      store.markNotificationsRead(tenant, recipients, ids, readAt),
    )
  },
}

const forget: Kind = {
  kind: 'forget notifications',
  weight: 0.5,
  prepare: (world) => {
    const before = world.businessNow() - 300_000
    return step({ before }, ({ store }) => store.forgetNotifications(before))
  },
}

/** Commands on notifications. */
export const notificationSteps: readonly Kind[] = [put, read, mark, forget]
