import { memoryStore } from '@docket/store-memory'
import {
  type Attention,
  dispatcher,
  inTurn,
  type SimulatedAgent,
  type SimulationReport,
  simulateDesk,
} from '@docket/testkit'
import { putCategories } from '../categories.js'
import { AGENTS, putStaff } from '../departments.js'
import { ASSUMPTIONS, ATTENTION } from './assumptions.js'
import { manualRules, opened, type StagedShape, stagedDesk } from './desks.js'
import { type ManualParts, type ManualShape, manualDesk } from './manual-desk.js'
import { handOut, manualTasks } from './manual-path.js'
import { stagedTasks } from './staged-path.js'
import { arrivals, caseWork, type Kind } from './work.js'

/** Runs an arm on the customers of a seed, who come until an instant; for two weeks if left out. */
export type Arm = (seed: number, until?: Date) => Promise<SimulationReport>

const agents: readonly SimulatedAgent[] = AGENTS.map((agent) => ({ ...agent, group: agent.teams?.[0] ?? 'heads' }))
const common = {
  since: ASSUMPTIONS.since,
  tail: ASSUMPTIONS.tail,
  store: memoryStore,
  hours: 'shanghai',
} as const
const { every, perTicket } = ASSUMPTIONS.handsOut
const NEVER: Attention = { ...ATTENTION, reacts: 0 }

/** People pass tickets on by hand, with none or some of the parts. */
const byHand =
  (parts: ManualParts, attention = ATTENTION): Arm =>
  (seed, until = ASSUMPTIONS.until) =>
    simulateDesk(manualDesk(parts), {
      ...common,
      seed,
      until,
      arrivals,
      agents: agents.map((agent) => ({ ...agent, capacity: null })),
      createDesk: opened<ManualShape>(async (desk, tenant, id, key) => {
        const payments = desk.as({ tenant, actor: { type: 'service', id: 'payments' } })
        await payments.note(id, { body: 'Paid.' }, { idempotencyKey: key })
        await payments.send(id, { type: 'solve' }, { idempotencyKey: key })
      }),
      setUp: (desk, tenant) => furnished(desk.as({ tenant, actor: { type: 'admin', id: 'set-up' } })),
      arm: dispatcher({ calendar: 'handsOut', every, perTicket, choose: inTurn() }),
      staged: {
        attention,
        handOut,
        tasks: ({ ticket, number }, random) =>
          manualTasks(ticket.workflow as Kind, number, caseWork(random), parts.rules !== undefined),
      },
    })

/** The company's desk, whole or without a part. */
const byStages =
  (parts: Parameters<typeof stagedDesk>[0], attention = ATTENTION): Arm =>
  (seed, until = ASSUMPTIONS.until) =>
    simulateDesk(stagedDesk(parts), {
      ...common,
      seed,
      until,
      arrivals,
      agents,
      createDesk: opened<StagedShape>(async (desk, tenant, id, key) => {
        const payments = desk.as({ tenant, actor: { type: 'service', id: 'payments' } })
        const options = { idempotencyKey: key }
        const bytes = new Uint8Array([1])
        const { id: attachmentId } = await payments.upload({ name: 'receipt.pdf', type: 'application/pdf', bytes })
        await payments.check(id, { item: 'receipt', attachmentId }, options)
        await payments.send(id, { type: 'paid' }, options)
      }),
      setUp: (desk, tenant) => furnished(desk.as({ tenant, actor: { type: 'admin', id: 'set-up' } })),
      staged: { attention, tasks: ({ stage }, random) => stagedTasks(stage, caseWork(random), parts) },
    })

/** The arms: what they share is the customers, the work, the people and how they forget. */
export const ARMS = {
  'by hand': byHand({}),
  whole: byStages({ reminders: true, rules: true }),
  'whole, nobody reacts': byStages({ reminders: true, rules: true }, NEVER),
  'only stages and routing': byStages({ reminders: false, rules: false }),
  'only reminders': byHand({ reminders: true }),
  'only rules': byHand({ rules: manualRules }),
} satisfies Record<string, Arm>

async function furnished(admin: Parameters<typeof putStaff>[0] & Parameters<typeof putCategories>[0]): Promise<void> {
  await putStaff(admin)
  await putCategories(admin)
}
