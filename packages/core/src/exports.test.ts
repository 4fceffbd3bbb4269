import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const EXPORTS = {
  '@docket/core': [
    'ACTIONS',
    'ALWAYS_OPEN',
    'DocketError',
    'ERROR_CODES',
    'LIMITS',
    'SAME_WORK',
    'SLA_TARGETS',
    'TICKET_EVENT_TYPES',
    'agentPool',
    'byRating',
    'byWeight',
    'calendarOf',
    'complaintWorkflow',
    'createDesk',
    'defaultAccess',
    'defineCalendar',
    'defineDesk',
    'defineGuard',
    'defineRouting',
    'defineWorkflow',
    'describeWorkflow',
    'experience',
    'fixedPriority',
    'intersectionOf',
    'holidaysFromChina',
    'inboxNotifier',
    'incidentRules',
    'incidentWorkflow',
    'inputIssues',
    'learned',
    'leastLoad',
    'lifeRules',
    'matrix',
    'parseRules',
    'predictTeams',
    'refundWorkflow',
    'repairWorkflow',
    'replay',
    'roundRobin',
    'scored',
    'skillsMatch',
    'sticky',
    'supportWorkflow',
    'textFeatures',
    'trainTeams',
    'unionOf',
    'webhookEndpoints',
    'weighted',
    'workflowDiagram',
  ],
  '@docket/core/ical': ['holidaysFromIcal'],
  '@docket/core/store': ['DocketError', 'FEED_REACH', 'systemClock'],
  '@docket/core/testing': ['manualClock', 'seededRandom', 'sequentialIds', 'ticketRecord'],
  '@docket/core/workflow': [
    'compileWorkflow',
    'complaintWorkflow',
    'defineGuard',
    'defineWorkflow',
    'describeWorkflow',
    'incidentWorkflow',
    'refundWorkflow',
    'repairWorkflow',
    'supportWorkflow',
    'workflowDiagram',
  ],
}

// A name that is once out can hardly be taken back: what is added here is added on purpose.
it.each(Object.entries(EXPORTS))('%s exports these values and no others', async (specifier, names) => {
  const exported = (await import(/* @vite-ignore */ specifier)) as object
  expect(Object.keys(exported).sort()).toEqual([...names].sort())
})

it('has no other way in', () => {
  const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { exports: object }
  const ways = Object.keys(manifest.exports).map((way) => way.replace(/^\./, '@docket/core'))
  expect(ways.sort()).toEqual([...Object.keys(EXPORTS), '@docket/core/package.json'].sort())
})
