import { accessScenarios } from './access.js'
import { approvalScenarios } from './approvals.js'
import { removedApproverScenarios } from './approvals-removed.js'
import { voidApprovalScenarios } from './approvals-void.js'
import { archiveScenarios } from './archive.js'
import { askedByRulesScenarios } from './asked-by-rules.js'
import { attackScenarios } from './attacks.js'
import { badInputScenarios } from './bad-input.js'
import { badReadScenarios } from './bad-reads.js'
import { categoryScenarios } from './categories.js'
import { categoryReviewScenarios } from './category-review.js'
import { changeScenarios } from './changes.js'
import { checklistScenarios } from './checklists.js'
import { checklistAtOnceScenarios } from './checklists-at-once.js'
import { closedLoopScenarios } from './closed-loop.js'
import { concurrencyScenarios } from './concurrency.js'
import { definitionScenarios } from './definitions.js'
import { duplicateScenarios } from './duplicates.js'
import { effectScenarios } from './effects.js'
import { erasureScenarios } from './erasure.js'
import { failingPolicyScenarios } from './failing-policies.js'
import { familyScenarios } from './families.js'
import { faultScenarios } from './faults.js'
import { formScenarios } from './forms.js'
import { handBackScenarios } from './hand-back.js'
import { idempotencyScenarios } from './idempotency.js'
import { importRunScenarios } from './import-runs.js'
import { importScenarios } from './imports.js'
import { inputScenarios } from './inputs.js'
import { intakeScenarios } from './intake.js'
import { levelScenarios } from './levels.js'
import { lifeScenarios } from './life.js'
import { linkingScenarios } from './linking.js'
import { listenerScenarios } from './listeners.js'
import { macroScenarios } from './macros.js'
import { aboutScenarios, mentionScenarios } from './mentions.js'
import { mergedLifeScenarios } from './merged-life.js'
import { mergedMeanwhileScenarios } from './merged-meanwhile.js'
import { mergingScenarios } from './merging.js'
import { migrationScenarios } from './migrate.js'
import { nudgeScenarios } from './nudges.js'
import { offerScenarios } from './offers.js'
import { overflowScenarios } from './overflow.js'
import { presenceScenarios } from './presence.js'
import { priorityLagScenarios } from './priority-lag.js'
import { priorityLifeScenarios } from './priority-life.js'
import { promiseScenarios } from './promises.js'
import { raceScenarios } from './races.js'
import { ratingScenarios } from './ratings.js'
import { readScenarios } from './reads.js'
import { readyMadeScenarios } from './ready-made.js'
import { rehearseFlowScenarios } from './rehearse-flow.js'
import { rehearseLimitScenarios } from './rehearse-limits.js'
import { randomRehearsalScenarios } from './rehearse-random.js'
import { rehearseRoutingScenarios } from './rehearse-routing.js'
import { rehearseTogetherScenarios } from './rehearse-together.js'
import { reopenedScenarios } from './reopened.js'
import { repeatRateScenarios } from './repeat-rate.js'
import { requestTimeScenarios } from './request-times.js'
import { requestScenarios } from './requests.js'
import { routingScenarios } from './routing.js'
import { ruleScenarios } from './rules.js'
import { attackedRuleScenarios } from './rules-attacked.js'
import { ruleLogScenarios } from './rules-log.js'
import { timedRuleScenarios } from './rules-of-time.js'
import { triedRuleScenarios } from './rules-tried.js'
import { searchScenarios } from './search.js'
import { slaAccessScenarios } from './sla-access.js'
import { slaBadInputScenarios } from './sla-bad-input.js'
import { slaInboxScenarios } from './sla-inbox.js'
import { slaLimitScenarios } from './sla-limits.js'
import { slaRecomputeScenarios } from './sla-recompute.js'
import { slaRehearsalScenarios } from './sla-rehearse.js'
import { slaRandomRehearsalScenarios } from './sla-rehearse-random.js'
import { slaVersionScenarios } from './sla-versions.js'
import { snoozeScenarios } from './snooze.js'
import { splitAgainScenarios } from './split-again.js'
import { splittingScenarios } from './splitting.js'
import { stageContextScenarios } from './stage-context.js'
import { stageMacroScenarios } from './stage-macros.js'
import { stageScenarios } from './stages.js'
import { targetedAtOnceScenarios } from './targeted-at-once.js'
import { targetedEffectScenarios } from './targeted-effects.js'
import { timeTravelScenarios } from './time-travel.js'
import { timelineScenarios } from './timeline.js'
import { timerScenarios } from './timers.js'
import { viewScenarios } from './views.js'
import { waitingWorkScenarios } from './waiting-work.js'
import { watcherScenarios } from './watchers.js'
import { webhookScenarios } from './webhooks.js'
import { weightScenarios } from './weights.js'
import type { CreateDeskFixture } from './world.js'

export { comparedDesk } from '../compared-desk.js'
export type { CreateDeskFixture, DeskFixture } from './world.js'

/** The desk as a whole on a store: what commands, reads, timers, effects and imports promise, whatever the store. */
export function deskScenarios(create: CreateDeskFixture): void {
  lifeScenarios(create)
  readScenarios(create)
  timerScenarios(create)
  effectScenarios(create)
  routingScenarios(create)
  accessScenarios(create)
  erasureScenarios(create)
  importScenarios(create)
  importRunScenarios(create)
  badInputScenarios(create)
  badReadScenarios(create)
  idempotencyScenarios(create)
  concurrencyScenarios(create)
  definitionScenarios(create)
  listenerScenarios(create)
  faultScenarios(create)
  attackScenarios(create)
  timeTravelScenarios(create)
  promiseScenarios(create)
  slaInboxScenarios(create)
  slaRecomputeScenarios(create)
  slaRehearsalScenarios(create)
  slaRandomRehearsalScenarios(create)
  slaVersionScenarios(create)
  slaAccessScenarios(create)
  slaBadInputScenarios(create)
  slaLimitScenarios(create)
  presenceScenarios(create)
  waitingWorkScenarios(create)
  reopenedScenarios(create)
  offerScenarios(create)
  handBackScenarios(create)
  failingPolicyScenarios(create)
  priorityLifeScenarios(create)
  priorityLagScenarios(create, [1, 2, 3, 4, 5, 6, 7, 8])
  inputScenarios(create)
  weightScenarios(create)
  overflowScenarios(create)
  levelScenarios(create)
  rehearseRoutingScenarios(create)
  rehearseLimitScenarios(create)
  randomRehearsalScenarios(create, [1, 2, 3])
  rehearseFlowScenarios(create, [1, 2, 3])
  rehearseTogetherScenarios(create)
  familyScenarios(create)
  macroScenarios(create)
  ruleScenarios(create)
  ruleLogScenarios(create)
  attackedRuleScenarios(create)
  timedRuleScenarios(create)
  triedRuleScenarios(create, [1, 2, 3, 4])
  stageScenarios(create)
  stageContextScenarios(create)
  checklistScenarios(create)
  checklistAtOnceScenarios(create)
  stageMacroScenarios(create)
  askedByRulesScenarios(create)
  approvalScenarios(create)
  voidApprovalScenarios(create)
  removedApproverScenarios(create)
  migrationScenarios(create)
  readyMadeScenarios(create)
  categoryScenarios(create)
  categoryReviewScenarios(create)
  changeScenarios(create)
  formScenarios(create)
  searchScenarios(create)
  duplicateScenarios(create)
  mergingScenarios(create)
  mergedLifeScenarios(create)
  mergedMeanwhileScenarios(create)
  splittingScenarios(create)
  splitAgainScenarios(create)
  linkingScenarios(create)
  repeatRateScenarios(create)
  viewScenarios(create)
  webhookScenarios(create)
  archiveScenarios(create)
  raceScenarios(create)
  mentionScenarios(create)
  aboutScenarios(create)
  requestScenarios(create)
  requestTimeScenarios(create)
  watcherScenarios(create)
  closedLoopScenarios(create)
  ratingScenarios(create)
  nudgeScenarios(create)
  timelineScenarios(create)
  snoozeScenarios(create)
  targetedEffectScenarios(create)
  targetedAtOnceScenarios(create)
  intakeScenarios(create)
}
