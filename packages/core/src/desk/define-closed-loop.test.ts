import { expect, it } from 'vitest'
import { thrown } from '../../test/thrown.js'
import { defaultAccess } from '../access/default-access.js'
import { supportWorkflow } from '../workflow/ready-made/support.js'
import { defineDesk } from './define-desk.js'

const modelOf = (parts: object) =>
  defineDesk({ workflows: [supportWorkflow], access: defaultAccess(), ...parts } as never).model

const DAY = 86_400_000

it('a desk that says nothing has a survey of 30 days without a follow-up, and a nudge each 4 hours', () => {
  const { survey, nudges } = modelOf({})
  expect(survey).toEqual({ untilMs: 30 * DAY, low: 2, followUp: null })
  expect(nudges).toEqual({ everyMs: DAY / 6, leadFrom: 2 })
})

it('a desk has what it says', () => {
  const followUp = { workflow: 'support', team: 't', priority: 'normal', subject: 'x' }
  const { survey, nudges } = modelOf({
    survey: { until: { days: 1, hours: 1 }, low: 5, followUp },
    nudges: { every: { minutes: 1 }, leadFrom: 1 },
  })
  expect(survey).toEqual({ untilMs: 25 * (DAY / 24), low: 5, followUp })
  expect(nudges).toEqual({ everyMs: 60_000, leadFrom: 1 })
  expect(modelOf({ survey: { followUp: {} } }).survey.followUp).toEqual({ subject: 'Follow-up' })
})

it.each<[string, object]>([
  ['survey.until must be longer than nothing', { survey: { until: {} } }],
  ['survey.until must be longer than nothing', { survey: { until: { days: 36_501 } } }],
  ['survey.until.days', { survey: { until: { days: -1 } } }],
  ['survey.low', { survey: { low: 0 } }],
  ['survey.low', { survey: { low: 6 } }],
  ['survey.low', { survey: { low: 1.5 } }],
  ['survey.followUp.subject', { survey: { followUp: { subject: '' } } }],
  ['survey.followUp.workflow', { survey: { followUp: { workflow: 'repair' } } }],
  ["survey.followUp.priority is none of the desk's; it has urgent", { survey: { followUp: { priority: 'endless' } } }],
  ['survey.more', { survey: { more: 1 } }],
  ['survey', { survey: 5 }],
  ['nudges.every must be longer than nothing', { nudges: { every: { hours: 0 } } }],
  ['nudges.every.days', { nudges: { every: { days: 1 } } }],
  ['nudges.leadFrom', { nudges: { leadFrom: 0 } }],
])('%s is refused', (place, parts) => {
  expect(thrown('INVALID_DEFINITION', () => modelOf(parts)).message).toContain(place)
})
