import type { Reason } from '../kernel/error.js'
import type { StageContext } from '../runtime/context-types.js'
import type { ActorReference } from '../store/record-types.js'
import type { AvailableEvent } from '../workflow/compile.js'
import type { Label } from '../workflow/definition-types.js'
import type { CommandOptions } from './actor-desk-types.js'
import type { DeskShape } from './shape-types.js'
import type { Ticket } from './ticket-types.js'

/** An item of the present stage's checklist. */
export interface StageItem {
  readonly item: string
  readonly label: Label | null
  readonly done: boolean
  /**
   * What it lacks, thing by thing; empty when it is done. Codes: `item-open`, `attachment-missing`,
   * `second-person-missing`, `field-missing`, `approval-missing`.
   */
  readonly missing: readonly Reason[]
}

/** An item of a checklist to check, with the file that proves it. */
export interface ItemToCheck {
  readonly item: string
  readonly attachmentId?: string
}

/** The present stage, as whoever works on it needs it. */
export interface StageView {
  /** The workflow's state that is the stage. */
  readonly name: string
  /** The ticket's state: the stage itself, or one that is part of it. */
  readonly state: string
  /** Counts the ticket's stages, from 1. */
  readonly number: number
  /** The team that owns it. */
  readonly owner: string
  /** Who answers for the whole ticket. */
  readonly coordinator: string | null
  readonly since: Date
  /** When the target `stage` is due; null while its clock stands still, or without a promise. */
  readonly dueAt: Date | null
  readonly instructions: Label | null
  readonly checklist: readonly StageItem[]
  /** The ways out, each with what it lacks. */
  readonly transitions: readonly AvailableEvent[]
  /** What the stage receives, by the provider's name. */
  readonly context: Readonly<Record<string, StageContext>>
}

/** One stay in a stage. */
export interface JourneyStage {
  readonly name: string
  /** Counts the ticket's stages, from 1. */
  readonly number: number
  /** The team that owned it. */
  readonly owner: string
  readonly from: Date
  /** Null while it lasts. */
  readonly to: Date | null
  /** Its wall time, until now while it lasts. */
  readonly seconds: number
  /** Its time on the clock of the target `stage`; null where nothing was promised. */
  readonly secondsOpen: number | null
  /** Its wall time until somebody who works at the desk took it up; all of it when nobody did. */
  readonly secondsInTransit: number
  /** Whether the ticket had been in the stage before. */
  readonly returned: boolean
  /** Who brought the ticket into it. */
  readonly handedOverBy: ActorReference
  /** The message that says why; null without one. */
  readonly reasonMessageId: string | null
}

/** What the stays of one name add up to. */
export interface JourneySum {
  /** The stage's name, or the team's id. */
  readonly of: string
  readonly stays: number
  readonly seconds: number
  /** The stays without a promise left out. */
  readonly secondsOpen: number
  readonly secondsInTransit: number
}

/** A ticket's way through its stages. */
export interface Journey {
  /** In order. */
  readonly stages: readonly JourneyStage[]
  /** In the order in which the stages were first entered. */
  readonly perStage: readonly JourneySum[]
  /** In the order in which the teams first had it. */
  readonly perTeam: readonly JourneySum[]
}

/** Stages, their checklists, and who answers for the whole, as one actor has them. */
export interface StageDesk<Shape extends DeskShape = DeskShape> {
  /**
   * Checks an item of the present stage's checklist, or several in one commit: all of them or none. A file proves it where one
   * is needed: one of the ticket, or one that the actor has uploaded and that is nowhere yet, which comes onto the ticket then.
   * Somebody else who checks it too is the second person. What is checked already stays as it is.
   *
   * Throws `COMMAND_REFUSED` with a reason for each thing that an item lacks: `field-missing`, `approval-missing`,
   * `attachment-missing`, `attachment-type`, `attachment-of-another-ticket`; or `item-unknown`, `no-stage`,
   * `second-person-is-the-first`. Throws `ATTACHMENT_UNAVAILABLE` when the file came onto another ticket meanwhile.
   */
  check(
    ticketId: string,
    what: ItemToCheck | { readonly items: readonly ItemToCheck[] },
    options?: CommandOptions,
  ): Promise<Ticket<Shape>>
  /** Takes the check from an item. */
  uncheck(ticketId: string, item: { readonly item: string }, options?: CommandOptions): Promise<Ticket<Shape>>
  /**
   * Says which agent of the directory answers for the whole, across all stages; null for nobody. Without it, that is the agent
   * who first works on a ticket that goes through stages.
   */
  setCoordinator(
    ticketId: string,
    to: { readonly agent: string | null },
    options?: CommandOptions,
  ): Promise<Ticket<Shape>>
  /**
   * The present stage, with what it asks for and what the context providers say now; null while the ticket is in none. For
   * those who may read notes.
   */
  stage(ticketId: string): Promise<StageView | null>
  /** The ticket's stages by its log, with their times. For those who may read history. */
  journey(ticketId: string): Promise<Journey>
}
