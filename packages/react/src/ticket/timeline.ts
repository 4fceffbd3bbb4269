import type { ShownTimeline, ThreadMessage } from '@docket/client'
import type { TextKey } from '../text/en.js'

/** A change of a ticket, as a line between its messages. What it says is put into words where it is shown. */
export type Change = ShownTimeline['items'][number]

/** A message or a change. */
export type TimelineItem = { readonly change: Change } | { readonly message: ThreadMessage }

/** The lines that say something which nothing else says as well. */
function told(changes: readonly Change[], messages: readonly ThreadMessage[]): Change[] {
  const said = new Set([
    ...messages.map((message) => (message.pending ? '' : message.createdAt)),
    ...changes.map((line) => {
      if (line.type === 'state') return `${line.at} ${line.to}`
      return line.type === 'expected' ? `${line.at} ${line.of}` : ''
    }),
  ])
  let score = 0
  return changes.filter((line) => {
    if (line.type === 'rated') {
      // What is said with a rating rates once more.
      const isOther = line.score !== score
      score = line.score
      return isOther
    }
    // Stages are states: one line says both. Where the solution moves too, its time says more than the answer's.
    if (line.type === 'stage') return line.number > 1 && !said.has(`${line.at} ${line.name}`)
    // Who asked in words is shown so; that it waits, the state says.
    if (line.type === 'created') return !said.has(line.at)
    if (line.type === 'expected' && line.to === null && line.why === 'paused') return false
    return line.type !== 'expected' || line.of === 'solution' || !said.has(`${line.at} solution`)
  })
}

/** Messages and changes in the order in which they happened; what is on its way comes last. */
export function timeline(messages: readonly ThreadMessage[], changes: readonly Change[]): TimelineItem[] {
  const dated = [
    ...messages.flatMap((message) =>
      message.pending ? [] : [{ at: Date.parse(message.createdAt), seq: message.seq, item: { message } }],
    ),
    ...told(changes, messages).map((change) => ({ at: Date.parse(change.at), seq: change.seq, item: { change } })),
  ]
  dated.sort((one, other) => one.at - other.at || one.seq - other.seq)
  return [...dated.map(({ item }) => item), ...messages.flatMap((message) => (message.pending ? [{ message }] : []))]
}

/** Who had the ticket when its requester urged last; null for nobody, undefined where it is not known. */
export function urgedAgent(changes: readonly Change[]): string | null | undefined {
  let now: string | null = null
  let urged: string | null | undefined
  for (const change of changes) {
    if (change.type === 'assigned') now = change.agent
    if (change.type === 'nudged') urged = now
  }
  return urged
}

/** The key of a score's words. */
export const ratingKey = (score: number): TextKey => `rate${score}` as TextKey
