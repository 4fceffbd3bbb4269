import type { AccessPolicy } from '../access/access-types.js'
import type { TicketAction } from '../actions/action-types.js'
import type { BusinessCalendar } from '../calendar/calendar-types.js'
import type { FieldSet } from '../fields/fields.js'
import type { Form } from '../forms/form-types.js'
import type { MacroDefinition } from '../macros/macro-types.js'
import type { PriorityPolicy } from '../priority/policy-types.js'
import type { RoutingPolicy } from '../routing/policy-types.js'
import type { RuleSet } from '../rules/rule-set.js'
import type { SlaNames } from '../sla/define-policies.js'
import type { SlaPolicy } from '../sla/promise.js'
import type { CompiledWorkflow } from '../workflow/compile.js'
import type { Guard } from '../workflow/guard.js'

/** What a desk promises. */
export interface SlaModel {
  /** In declared order: the first that fits a ticket is its policy. */
  readonly policies: readonly SlaPolicy[]
  /** What policies may name. */
  readonly names: SlaNames
  /** The version of a calendar of the desk. */
  readonly versionOf: (calendar: string) => number | undefined
  /** The version of the time zones' data that this node reckons with. */
  readonly timeZones: string
}

/** What people are told of a ticket without a rule. */
export interface Reminders {
  /** The requester wrote again. */
  readonly requesterWrote: boolean
  /** Somebody else at the desk wrote a message or note. */
  readonly colleagueWrote: boolean
  /** Routing found nobody for the ticket: the lead is told. */
  readonly unassigned: boolean
  /** Watchers are told of public messages, and that the ticket was solved or ended. */
  readonly watched: boolean
}

/** What else a priority level means, besides its place in the order. */
export interface LevelSettings {
  /** The workflow of tickets that are created with the level and name none. */
  readonly workflow: string | null
  /** Who gets tickets of the level; null for the desk's own way. */
  readonly routing: RoutingPolicy<never> | null
  /** What is done when a ticket comes to the level. */
  readonly actions: readonly TicketAction[]
  /** Whether tickets of the level are to stand above others wherever tickets are shown. */
  readonly pinned: boolean
}

/** How requesters rate, and what follows. */
export interface SurveySettings {
  /** So long after it was solved a ticket can be rated, in milliseconds. */
  readonly untilMs: number
  /** This score and lower ones are bad. */
  readonly low: number
  /** The ticket that the first bad rating opens; null for none. */
  readonly followUp: FollowUpTicket | null
}

/** The ticket that a bad rating opens. */
export interface FollowUpTicket {
  /** The desk's first one, or the level's own, if left out. */
  readonly workflow?: string | undefined
  readonly team?: string | undefined
  /** The priority policy decides if left out. */
  readonly priority?: string | undefined
  readonly subject: string
}

/** How often requesters may urge, and who hears of it. */
export interface NudgeSettings {
  /** So long lies between two at least, in milliseconds. */
  readonly everyMs: number
  /** From which one on the leads hear too. */
  readonly leadFrom: number
}

/** A desk's definition, checked and ready to decide with. Immutable and without I/O. */
export interface DeskModel {
  readonly fields: FieldSet
  /** In the order of the definition; the first is the one that tickets begin with. */
  readonly workflows: readonly CompiledWorkflow[]
  readonly guards: readonly Guard[]
  readonly priority: PriorityPolicy<never>
  readonly routing: RoutingPolicy<never> | null
  /** For levels that have settings of their own. */
  readonly levels: ReadonlyMap<string, LevelSettings>
  /** How much work a ticket is by its channel, in whole units of an agent's capacity; 1 where a channel is not named. */
  readonly weights: ReadonlyMap<string, number>
  /** Whether new tickets ask the host for inputs. */
  readonly asksInputs: boolean
  /** By the category that each was defined for. */
  readonly forms: ReadonlyMap<string, Form>
  readonly calendars: ReadonlyMap<string, BusinessCalendar>
  readonly sla: SlaModel
  readonly reminders: Reminders
  readonly survey: SurveySettings
  readonly nudges: NudgeSettings
  readonly rules: RuleSet
  /** By name. */
  readonly macros: ReadonlyMap<string, MacroDefinition>
  readonly access: AccessPolicy
  /** Every effect that the desk's handlers must know. */
  readonly effects: ReadonlySet<string>
  /** Event type to the effects that it causes. */
  readonly effectsByEvent: ReadonlyMap<string, readonly string[]>
}
