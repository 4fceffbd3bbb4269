import type { Phase } from '@docket/core'
import type { Progress, TicketOnWire } from '../desk/desk-types.js'
import type { Speech } from '../text/translate.js'

/** How a promise stands: short of time, past it, or neither. */
export type Risk = 'risk' | 'late' | null

type Expected = Progress['expected']

/** How far a ticket has come, 1 (received) to 5 (closed). */
export function stepOf({
  phase,
  firstResponseAt,
  assignee,
}: Pick<TicketOnWire, 'phase' | 'firstResponseAt' | 'assignee'>): number {
  if (phase === 'terminal') return 5
  if (phase === 'solved') return 4
  if (firstResponseAt !== null) return 3
  return assignee === null ? 1 : 2
}

/** How its promise stands, as the desk says it. */
export function riskOf({ phase, expected: { answer, solution } }: Pick<TicketOnWire, 'phase' | 'expected'>): Risk {
  if (phase !== 'open') return null
  if ([answer, solution].some((date) => date?.reason.code === 'overdue')) return 'late'
  return answer?.atRisk || solution?.atRisk ? 'risk' : null
}

/** When something can be expected, in a sentence; null where nothing was promised. */
function expectation(phase: Phase, { answer, solution }: Expected, { say, when }: Speech): string | null {
  if (phase === 'waiting') return say('paused')
  if (phase !== 'open') return null
  const date = answer ?? solution
  if (date?.at) return say(answer?.at ? 'expectAnswer' : 'expectSolution', { time: when(date.at) })
  return date?.reason.code === 'overdue' ? say('late') : null
}

/** What is told of a ticket first: its state, who has it, and by when. */
export function sentence(
  ticket: Pick<TicketOnWire, 'phase' | 'expected'>,
  { state, handler }: { readonly state: string; readonly handler: string | null },
  speech: Speech,
): string {
  const { say } = speech
  const { phase } = ticket
  const over = phase === 'solved' || phase === 'terminal'
  const who = over ? null : handler === null ? say('hasNobody') : say('has', { name: handler })
  const parts = [say('says', { state }), who, expectation(phase, ticket.expected, speech)]
  // Chinese sentences follow each other without a space.
  return parts.filter(Boolean).join(speech.locale.startsWith('zh') ? '' : ' ')
}
