import { defineWorkflow } from '@docket/core'

/** The way of a case of the help desk, as its log knows it. */
export const caseWorkflow = defineWorkflow({
  id: 'case',
  version: 1,
  initial: 'inserted',
  states: {
    inserted: { tags: ['open'], on: { assess: 'assessed', take: 'inCharge' } },
    assessed: { tags: ['open'], on: { assess: 'assessed', take: 'inCharge', wait: 'waiting', resolve: 'resolved' } },
    inCharge: {
      tags: ['open'],
      on: {
        assess: 'assessed',
        take: 'inCharge',
        wait: 'waiting',
        report: 'anomaly',
        schedule: 'scheduled',
        resolve: 'resolved',
      },
    },
    waiting: {
      tags: ['waiting', 'sla-paused'],
      on: { take: 'inCharge', wait: 'waiting', assess: 'assessed', report: 'anomaly', resolve: 'resolved' },
    },
    anomaly: { tags: ['open'], on: { take: 'inCharge', wait: 'waiting', resolve: 'resolved' } },
    scheduled: { tags: ['open'], on: { take: 'inCharge', resolve: 'resolved' } },
    resolved: { tags: ['solved'], on: { close: 'closed', take: 'inCharge', resolve: 'resolved', assess: 'assessed' } },
    closed: { tags: ['terminal'] },
  },
})

/** A state of the workflow. */
export type CaseState = NonNullable<typeof caseWorkflow.$types>['state']

/** The state to which each activity of the log brings a case. */
export const STATE_AFTER: Readonly<Record<string, CaseState>> = {
  'Insert ticket': 'inserted',
  'Assign seriousness': 'assessed',
  'Take in charge ticket': 'inCharge',
  Wait: 'waiting',
  'Create SW anomaly': 'anomaly',
  'Schedule intervention': 'scheduled',
  'Resolve ticket': 'resolved',
  Closed: 'closed',
}
