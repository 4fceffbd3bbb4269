import type * as z from 'zod'
import type { Action } from '../access/access-types.js'
import type { JsonObject } from '../kernel/json.js'
import type { DeskModel } from '../desk/model.js'
import type { AgentRecord, MessageRecord, TeamRecord } from '../store/record-types.js'
import type { CompiledWorkflow } from '../workflow/compile.js'
import type { TicketDraft } from './draft.js'
import type { Refusal } from './refusal.js'

/** What a command wants to know besides its ticket, by id. */
export interface Needs {
  readonly agent?: string | undefined
  readonly team?: string | undefined
  /** Other tickets that the command changes too. */
  readonly ticket?: string | undefined
  readonly message?: string | undefined
}

/** What was loaded for a command; null where there is none. */
export interface Loaded {
  readonly agent: AgentRecord | null
  readonly team: TeamRecord | null
  readonly other: TicketDraft | null
  readonly message: MessageRecord | null
}

/** What a decision may use besides the ticket. */
export interface CommandContext {
  readonly model: DeskModel
  /** The workflow version that the ticket is on. */
  readonly workflow: CompiledWorkflow
  readonly loaded: Loaded
  readonly newId: () => string
}

/** Ids that a command made, such as `messageId`. */
export type CommandResult = JsonObject

/** A command on a ticket: what it takes, what it needs, who may, and what it does. */
export interface TicketCommand<Input = never> {
  readonly name: string
  /** What the actor must be allowed to do. */
  readonly action: Action
  readonly input: z.ZodType<Input>
  readonly needs?: (input: Input) => Needs
  /** Pure: appends to the draft, or says why not. */
  readonly decide: (draft: TicketDraft, input: Input, context: CommandContext) => CommandResult | Refusal
}

/** The result of a command that made nothing with an id. */
export const DONE: CommandResult = {}
