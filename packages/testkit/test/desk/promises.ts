import { slaDateScenarios } from './sla-dates.js'
import { slaImportScenarios } from './sla-imports.js'
import { slaLadderScenarios } from './sla-ladders.js'
import { slaLagScenarios } from './sla-lag.js'
import { slaLifeScenarios } from './sla-life.js'
import { slaNodeScenarios } from './sla-nodes.js'
import { slaReminderScenarios } from './sla-reminders.js'
import type { CreateDeskFixture } from './world.js'

/** What a desk promises: from the promise to the verdict, its ladders, reminders, and what several nodes make of it. */
export function promiseScenarios(create: CreateDeskFixture): void {
  slaLifeScenarios(create)
  slaDateScenarios(create)
  slaLadderScenarios(create)
  slaReminderScenarios(create)
  slaImportScenarios(create)
  slaNodeScenarios(create)
  slaLagScenarios(create, [1, 2])
}
