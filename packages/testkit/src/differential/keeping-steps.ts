import type { AttachmentInsert, DefinitionRecord } from '@docket/core/store'
import type { StoreFixture } from '../store/fixture.js'
import { agentPut, attachmentRecord, definitionRecord, departmentPut, teamPut } from '../store/records.js'
import { randomAgent } from './random-agent.js'
import { type StepKind, step } from './step.js'
import { type StoreWorld, TENANTS } from './store-world.js'

type Kind = StepKind<StoreWorld, StoreFixture>

const upload: Kind = {
  kind: 'upload',
  weight: 3,
  prepare: (world, random) => {
    const [tenant, id] = [world.tenant(random), `file-${world.serial()}`]
    const attachment: AttachmentInsert = attachmentRecord(id, { tenant, createdAt: world.businessNow() })
    return step(
      { attachment },
      ({ store }) => store.putAttachment(attachment),
      () => world.attachments.push({ tenant, id }),
    )
  },
}

const putAgent: Kind = {
  kind: 'put agent',
  weight: 3,
  prepare: (world, random) => {
    const [id, version] = [random.pick(['a1', 'a2', 'a3', 'B']), 1 + random.below(6)]
    const put = agentPut(id, version, randomAgent(random), world.tenant(random))
    return step({ put }, ({ store }) => store.putDirectory(put))
  },
}

const putDepartment: Kind = {
  kind: 'put department',
  weight: 2,
  prepare: (world, random) => {
    const [id, version] = [random.pick(['a1', 'x']), 1 + random.below(4)]
    const entry = { head: random.pick([null, 'a1']), parent: random.pick([null, 'y']) }
    const put = random.chance(0.7) ? departmentPut(id, version, entry) : teamPut(id, version, { department: 'x' })
    const tenant = world.tenant(random)
    return step({ put, tenant }, ({ store }) => store.putDirectory({ ...put, tenant }))
  },
}

const register: Kind = {
  kind: 'register',
  weight: 2,
  prepare: (_world, random) => {
    const one = (): DefinitionRecord =>
      definitionRecord(random.pick(['support', 'incident']), {
        kind: random.pick(['workflow', 'calendar', 'slaPolicy']),
        tenant: random.pick(['*', ...TENANTS]),
        version: 1 + random.below(4),
        hash: `hash-${random.below(2)}`,
      })
    const [first, second] = [one(), one()]
    const definitions = first.id === second.id ? [first] : [first, second]
    return step({ definitions }, ({ store }) => store.registerDefinitions(definitions))
  },
}

const advance: Kind = {
  kind: 'advance',
  weight: 6,
  prepare: (world, random) => {
    const milliseconds = random.pick([1, 500, 2000, 61_000, 1_800_000]) + (world.serial() % 2)
    return step({ milliseconds }, async ({ clock }) => clock.advance(milliseconds))
  },
}

const look: Kind = {
  kind: 'look',
  weight: 3,
  prepare: (_world, random) => {
    const tenant = random.pick(TENANTS)
    return step({ tenant }, async ({ store }) => [
      await store.nextWakeup(),
      (await store.deadLetters(tenant))
        .map(({ id, kind, attempts, error, ticketId }) => [id, kind, attempts, error, ticketId].join(' '))
        .sort(),
    ])
  },
}

const forget: Kind = {
  kind: 'forget keys',
  weight: 0.5,
  prepare: (world) => {
    const before = world.businessNow() - 300_000
    return step({ before }, ({ store }) => store.forgetIdempotencyKeys(before))
  },
}

/** Commands on what is not a ticket, and the passing of time. */
export const keepingSteps: readonly Kind[] = [upload, putAgent, putDepartment, register, advance, look, forget]
