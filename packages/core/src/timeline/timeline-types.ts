import type { Phase } from '../store/record-types.js'

/**
 * Why a time that was promised has moved. `paused` and `resumed`: its clock stands still, or runs again. `reopened`: it was not
 * solved after all. `priority`, `category`, `team`, `stage`, `state`, `details` (subject or fields): that has changed, and what is
 * promised goes by it. `policy`: the desk promises something else.
 */
export type ExpectedMoved =
  | 'paused'
  | 'resumed'
  | 'reopened'
  | 'priority'
  | 'category'
  | 'team'
  | 'stage'
  | 'state'
  | 'details'
  | 'policy'

/** What happened, as a ticket's requester may know it. */
export type TimelineChange =
  | { readonly type: 'created'; readonly state: string }
  /** It came to another state of its workflow: also solved, confirmed, reopened. */
  | { readonly type: 'state'; readonly from: string; readonly to: string; readonly phase: Phase }
  /** A stage began, the `number`th of the ticket. */
  | { readonly type: 'stage'; readonly name: string; readonly number: number }
  /** An agent has it from then on; null for nobody. */
  | { readonly type: 'assigned'; readonly agent: string | null }
  /**
   * The answer or the solution is expected at another time. `from` is the time that was said last, null for none; `to` is
   * null while none can be said.
   */
  | {
      readonly type: 'expected'
      readonly of: 'answer' | 'solution'
      readonly from: Date | null
      readonly to: Date | null
      readonly why: ExpectedMoved
    }
  /** The requester urged, for the `number`th time. */
  | { readonly type: 'nudged'; readonly number: number }
  /** The requester found it so, 1 (bad) to 5. */
  | { readonly type: 'rated'; readonly score: number }
  /** It goes on in another ticket. */
  | { readonly type: 'merged'; readonly into: string }
  /** It goes on by itself again. */
  | { readonly type: 'unmerged' }

/** A line of a ticket's timeline. */
export type TimelineEntry = TimelineChange & {
  /** The version that the ticket got by it; several lines can have the same. */
  readonly seq: number
  readonly at: Date
}

/** A page of a timeline. */
export interface TimelinePage {
  /** Oldest first; about as many as asked for, since lines of one version come together. */
  readonly items: readonly TimelineEntry[]
  /** The version after which the next page begins; null after the last. */
  readonly next: number | null
  /** The ids of the agents whom its requester hears of here: who had it, and who wrote to the requester. Each once. */
  readonly agents: readonly string[]
}
