import type { AssignmentDifference, RehearsedAssignment } from '@docket/core'
import type { Rehearsed } from '../rehearse.js'
import { assignmentSentence } from './assignment-sentence.js'
import { both, escaped, paragraph, section, type Text } from './html.js'
import { prioritySentence } from './priority-sentence.js'
import { table } from './table.js'
import { minute, whole } from './words.js'

const HEADING: Text = { en: 'Who would have got what', zh: '谁会接到什么' }
const SHOWN = 5

/** In what a ticket differs: the first that holds. */
const KINDS: readonly { readonly name: Text; readonly fits: (one: AssignmentDifference) => boolean }[] = [
  {
    name: { en: 'Another priority', zh: '优先级不同' },
    fits: ({ before, after }) => before.priority !== after.priority,
  },
  { name: { en: 'Another team', zh: '团队不同' }, fits: ({ before, after }) => before.team !== after.team },
  { name: { en: 'Another agent', zh: '客服不同' }, fits: () => true },
]

/** The tickets that somebody else would have got, or with another priority: some of each kind, with both explanations. */
export function tickets({ rehearsal, nameOf }: Rehearsed): string {
  const { total, items } = rehearsal.differences.assignments
  const kindOf = (one: AssignmentDifference) => KINDS.find(({ fits }) => fits(one))
  return section('tickets', HEADING, [
    paragraph({
      en: `${whole(total)} of ${whole(rehearsal.tickets)} tickets differ. Of each kind, those whose wait differs most, with what decided in the end.`,
      zh: `${whole(rehearsal.tickets)} 个工单中有 ${whole(total)} 个不同。每类列出等待时间差别最大的，并附最终决定的理由。`,
    }),
    ...KINDS.flatMap((kind) => {
      const found = items.filter((one) => kindOf(one) === kind).sort((a, b) => shiftOf(b) - shiftOf(a))
      return found.length === 0 ? [] : [tableOf(kind.name, found, nameOf)]
    }),
  ])
}

function tableOf(name: Text, found: readonly AssignmentDifference[], nameOf: Rehearsed['nameOf']): string {
  const shown = found.slice(0, SHOWN)
  return table({
    caption: {
      en: `${name.en}: ${shown.length} of ${whole(found.length)}`,
      zh: `${name.zh}：${whole(found.length)} 个中的 ${shown.length} 个`,
    },
    heads: [
      { en: 'Ticket', zh: '工单' },
      { en: 'Today', zh: '现状' },
      { en: 'After', zh: '变更后' },
    ],
    rows: shown.map(({ ticketId, before, after }) => [nameOf(ticketId), { html: told(before) }, { html: told(after) }]),
  })
}

/** By how long a ticket is given to somebody earlier or later; 0 where it never is on one side. */
function shiftOf({ before, after }: AssignmentDifference): number {
  return before.assignedAt && after.assignedAt ? Math.abs(before.assignedAt.getTime() - after.assignedAt.getTime()) : 0
}

function told({ assignee, team, priority, assignedAt, assignment, prioritized }: RehearsedAssignment): string {
  const who = assignee === null ? both({ en: 'nobody', zh: '无人' }) : escaped(assignee)
  const where = [team ?? '–', minute(assignedAt)].map(escaped).join(' · ')
  const level = prioritySentence(priority, prioritized)
  const given = assignmentSentence(assignment)
  return `<p><strong>${who}</strong> <span class="quiet">${where}</span></p>${paragraph(level)}${paragraph(given)}`
}
