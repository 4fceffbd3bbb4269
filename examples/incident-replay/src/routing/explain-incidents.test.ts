import { expect, it } from 'vitest'
import { survey } from '../log/survey.js'
import { DEFAULT_MATRIX } from '../matrix.js'
import { streamOf } from '../testing/rows.js'
import { taughtRows } from '../testing/taught.js'
import { explainIncidents } from './explain-incidents.js'
import { incidentsOf } from './incidents.js'
import { learnAndJudge } from './routing-figures.js'
import { formatExplained } from './routing-table.js'

// Three agents work for each group; nobody has ever heard of the category of some incidents.
const rows = taughtRows(400).map((row, at) => ({
  ...row,
  ...(at > 650 && at % 12 < 2 && { category: 'Category new', caller: 'Caller new' }),
  assignedTo: row.group == null ? null : `Resolver ${row.group} ${at % 3}`,
}))

async function explained() {
  const lesson = learnAndJudge((await incidentsOf(streamOf(rows), 1_000)) ?? [])
  return explainIncidents(lesson, { matrix: DEFAULT_MATRIX, people: await survey(streamOf(rows)) })
}

it('shows incidents of which the model is sure and not sure, with every candidate that lost and the steps of the due date', async () => {
  const found = await explained()
  expect(found.length).toBe(3)
  const [sure, unsure] = [found.at(0), found.at(-1)]
  const codes = (incident: typeof sure) => incident?.explanation.assignment?.reasons.map(({ code }) => code) ?? []
  expect(codes(sure).slice(0, 3)).toEqual(['learned', 'learned-runner-up', 'chosen'])
  expect(codes(sure).slice(3).length).toBe(2)
  expect(sure?.ticket.team).toMatch(/^Group \d$/)
  expect(sure?.ticket.assignee).toContain(`Resolver ${sure?.ticket.team}`)
  expect(codes(unsure)[0]).toBe('learned-abstained')
  expect(unsure?.ticket.team).toBeNull()
  expect(unsure?.ticket.assignee).not.toBeNull()
  expect(sure?.explanation.priority?.reasons[0]?.code).toBe('matrix-otherwise')
  expect(sure?.explanation.dates[0]?.reasons.map(({ code }) => code)).toContain('counted')
})

it('is the same each time, and reads as text', async () => {
  const text = formatExplained(await explained())
  expect(formatExplained(await explained())).toBe(text)
  expect(text).toContain('learned-abstained: confidence')
  expect(text).toMatch(/Assigned to: Resolver Group \d \d, team Group \d/)
  expect(text).toMatch(/Due: resolution 2016-03-\d\dT\d\d:\d\dZ/)
})
