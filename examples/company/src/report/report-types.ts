import type { SlaTarget } from '@docket/core'
import type { Role } from '../story/story.js'

/** The two weeks as data: ids of people, teams, states and rules; instants as ISO texts; spans in seconds. */
export interface CompanyReport {
  readonly seed: number
  readonly from: string
  readonly to: string
  readonly figures: Figures
  readonly cast: readonly CastReport[]
  readonly asides: readonly AsideReport[]
  readonly late: readonly LateReport[]
  readonly promises: readonly PromiseSum[]
  readonly rules: readonly RuleReport[]
  readonly stages: readonly TimeSum[]
  readonly teams: readonly TimeSum[]
  readonly outward: readonly OutwardReport[]
  readonly told: readonly ToldReport[]
  readonly searches: readonly { readonly by: string; readonly text: string; readonly found: readonly FoundReport[] }[]
}

export interface Figures {
  readonly tickets: number
  /** Solved or closed at the end, archived ones included, those merged into another left out. */
  readonly solved: number
  readonly merged: number
  readonly open: number
  readonly archived: number
  /** How often a ticket that had been solved was solved once more. */
  readonly solvedAgain: number
  readonly ratings: number
  readonly meanRating: number | null
}

/** One of the main cast. */
export interface CastReport {
  readonly role: Role
  readonly customer: string
  readonly createdAt: string
  readonly solvedAt: string | null
  readonly archivedAt: string | null
  readonly rating: number | null
  readonly nudges: number
  readonly state: string
  /** Tickets behind it, and what became of them when it was solved. */
  readonly children: { readonly tickets: number; readonly solved: number; readonly messages: number } | null
  readonly stays: readonly StayReport[]
  readonly happenings: readonly Happening[]
}

/** One stay in a stage: who had it when. */
export interface StayReport {
  readonly stage: string
  readonly team: string
  readonly people: readonly string[]
  readonly from: string
  readonly to: string | null
  /** On the clock of the stage: working hours, without waits. */
  readonly clockSeconds: number | null
  /** The stage's whole time on its clock. */
  readonly promisedSeconds: number | null
  /** Working time until somebody took it up, a part of `clockSeconds`. */
  readonly waitSeconds: number
  readonly returned: boolean
  readonly handedOverBy: string
  readonly reason: string | null
  /** Negative when it was late. */
  readonly secondsLeft: number | null
}

/** Something that happened to a ticket besides its stages. */
export interface Happening {
  readonly at: string
  readonly by: string
  readonly what: string
  /** As the event has them, instants as ISO texts. */
  readonly values: Readonly<Record<string, unknown>>
  /** What was written about it. */
  readonly quote: string | null
  /** Who was told of it at that moment. */
  readonly told: readonly string[]
  /** For what was refused: everything that was missing. */
  readonly missing: readonly Missing[]
}

/** What was missing, as the desk's reason has it, instants as ISO texts. */
export interface Missing {
  readonly code: string
  readonly [name: string]: unknown
}

/** A promise that was broken, and why. */
export interface LateReport {
  /** Null for what is not of the main cast. */
  readonly role: Role | null
  readonly ticketId: string
  readonly subject: string
  readonly target: SlaTarget
  readonly stage: string | null
  readonly people: readonly string[]
  readonly dueAt: string
  readonly endedAt: string | null
  readonly lateSeconds: number | null
  /** The longest working time in which nobody of the company did anything to the ticket. */
  readonly standstill: { readonly from: string; readonly to: string; readonly seconds: number } | null
  /** When its clock stood still, and in which state. */
  readonly waits: readonly { readonly from: string; readonly to: string; readonly state: string }[]
  /** Who was told that it would be late or was, step by step. */
  readonly ladder: readonly { readonly at: string; readonly kind: string; readonly people: readonly string[] }[]
}

/** Something worth telling of a ticket that is not of the main cast. */
export interface AsideReport {
  readonly what: 'snoozed' | 'woken' | 'merged' | 'badlyRated' | 'followUp' | 'reopened' | 'sentAgain'
  readonly at: string
  readonly by: string
  readonly subject: string
  /** Until when it is put off. */
  readonly until: string | null
  readonly score: number | null
  /** The ticket into which it was merged, or which it follows up. */
  readonly otherSubject: string | null
  /** What was refused before it was sent again. */
  readonly refused: RefusedReport | null
}

/** How often another system refused a message, and what it said. */
export interface RefusedReport {
  readonly times: number
  readonly why: string
  readonly firstAt: string
  readonly lastAt: string
}

/** The promises of all tickets. */
export interface PromiseSum {
  readonly target: SlaTarget
  readonly kept: number
  readonly broken: number
}

/** What a rule did. */
export interface RuleReport {
  readonly rule: string
  readonly asked: number
  readonly matched: number
  readonly tickets: number
  readonly failed: number
  /** The part of its condition that most often did not hold. */
  readonly missedBy: string | null
}

/** How long tickets stayed somewhere. */
export interface TimeSum {
  readonly of: string
  readonly stays: number
  readonly clockSeconds: number
  /** Of stages, what is promised for one stay; null of departments, which have stages of several. */
  readonly promisedSeconds: number | null
  readonly waitSeconds: number
  readonly late: number
}

/** One message to another system, under one id. */
export interface OutwardReport {
  readonly effect: string
  readonly about: string
  readonly attempts: number
  readonly firstAt: string
  readonly refused: RefusedReport | null
  /** Who sent it again after the desk had given up. */
  readonly sentAgainBy: string | null
  readonly takenAt: string | null
  /** When the other system said that it was done; null where it says nothing. */
  readonly answeredAt: string | null
}

/** What one person was told, by kind. */
export interface ToldReport {
  readonly person: string
  readonly total: number
  readonly kinds: Readonly<Record<string, number>>
}

/** A ticket that was found. */
export interface FoundReport {
  readonly subject: string
  readonly archived: boolean
}
