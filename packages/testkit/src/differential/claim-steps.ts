import type { ClaimRequest, Outcome } from '@docket/core/store'
import type { SeededRandom } from '../random/seeded-random.js'
import type { StoreFixture } from '../store/fixture.js'
import { commitOf } from '../store/records.js'
import { type StepKind, step } from './step.js'
import { type StoreWorld, TENANTS } from './store-world.js'
import { commitStep, randomChange, randomNext } from './write-steps.js'

type Kind = StepKind<StoreWorld, StoreFixture>

/** A claim of all that is due: a store may let a smaller one begin where a full one ended, which another need not. */
function randomClaim(world: StoreWorld, random: SeededRandom): ClaimRequest {
  return { limit: 1000, leaseMs: random.pick([1000, 60_000]), token: `token-${world.serial()}` }
}

function randomOutcome(random: SeededRandom): Outcome {
  const kind = random.below(11)
  if (kind < 6) return { kind: 'done' }
  if (kind < 8) return { kind: 'retry', delayMs: random.pick([0, 30_000]), error: null }
  if (kind < 9) return { kind: 'wait', delayMs: random.pick([0, 30_000]), error: 'elsewhere' }
  return kind < 10 ? { kind: 'retry', delayMs: 0, error: 'busy' } : { kind: 'dead', error: 'given up' }
}

const claimTimers: Kind = {
  kind: 'claim timers',
  weight: 5,
  prepare: (world, random) => {
    const request = randomClaim(world, random)
    return step(
      request,
      ({ store }) => store.claimTimers(request),
      (claims) => world.timers.push(...claims.map(({ timer }) => ({ ...timer, token: request.token }))),
    )
  },
}

const claimOutbox: Kind = {
  kind: 'claim outbox',
  weight: 6,
  prepare: (world, random) => {
    const request = randomClaim(world, random)
    return step(
      request,
      ({ store }) => store.claimOutbox(request),
      (claims) => world.messages.push(...claims.map(({ message }) => ({ ...message, token: request.token }))),
    )
  },
}

const settleTimers: Kind = {
  kind: 'settle timers',
  weight: 4,
  prepare: (world, random) => {
    const held = takeSome(world.timers, random)
    if (held.length === 0) return null
    const settlements = held.map(({ tenant, ticketId, key, token }) => ({
      tenant: random.chance(0.05) ? 'stranger' : tenant,
      ticketId,
      key,
      token: random.chance(0.05) ? 'invented' : token,
      outcome: randomOutcome(random),
    }))
    return step({ settlements }, ({ store }) => store.settleTimers(settlements))
  },
}

const settleOutbox: Kind = {
  kind: 'settle outbox',
  weight: 6,
  prepare: (world, random) => {
    const held = takeSome(world.messages, random)
    if (held.length === 0) return null
    const settlements = held.map(({ tenant, id, token }) => ({
      tenant: random.chance(0.05) ? 'stranger' : tenant,
      id,
      token: random.chance(0.05) ? 'invented' : token,
      outcome: randomOutcome(random),
    }))
    return step({ settlements }, ({ store }) => store.settleOutbox(settlements))
  },
}

const fire: Kind = {
  kind: 'fire timer',
  weight: 6,
  prepare: async (world, random) => {
    const held = random.pickAny(world.timers.slice(random.chance(0.5) ? -8 : -80))
    if (held === undefined) return null
    const { tenant, ticketId, key, epoch } = held
    const token = random.chance(0.1) ? 'invented' : held.token
    const settles = { ticketId, key, epoch: random.chance(0.05) ? epoch + 1 : epoch, token }
    const ticket = await world.someTicket(tenant, random)
    if (ticket === null || random.chance(0.2)) return commitStep(world, commitOf({ tenant, settles }))
    return commitStep(world, { ...randomChange(ticket, randomNext(ticket, world, random), world, random), settles })
  },
}

const revive: Kind = {
  kind: 'revive dead letters',
  weight: 1,
  prepare: (_world, random) => {
    const tenant = random.pick(TENANTS)
    const most = 1 + random.below(4)
    return step({ tenant, most }, async ({ store }) => {
      const letters = (await store.deadLetters(tenant)).map(({ ticketId, kind, id }) => ({ ticketId, kind, id }))
      const inOrder = letters.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
      return store.commit(commitOf({ tenant, revives: inOrder.slice(0, most) }))
    })
  },
}

/** Some of what was claimed, as a rule the newest, which is then forgotten unless it is to be settled twice. */
function takeSome<Held>(held: Held[], random: SeededRandom): Held[] {
  const taken = held.slice(-1 - random.below(6))
  if (random.chance(0.8)) held.length -= taken.length
  return taken
}

/** Commands of workers. */
export const claimSteps: readonly Kind[] = [claimTimers, claimOutbox, settleTimers, settleOutbox, revive, fire]
