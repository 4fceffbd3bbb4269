import type * as z from 'zod'
import type { Action } from '../access/access-types.js'
import type { AgentRecipient } from '../actions/action-types.js'
import { type CategoryTree, NO_CATEGORIES } from '../categories/category-tree.js'
import type { DeskModel } from '../definitions/model.js'
import type { Random } from '../kernel/random.js'
import type { Candidate } from '../routing/policy-types.js'
import type { DeadLetterReference, Expectation } from '../store/commit-types.js'
import type {
  AgentRecord,
  AttachmentRecord,
  LinkKind,
  MessageRecord,
  TeamRecord,
  TicketRecord,
  TicketView,
} from '../store/record-types.js'
import type { CompiledWorkflow } from '../workflow/compile.js'
import type { TicketDraft } from './draft.js'
import type { FindPromises } from './promises.js'
import type { Refusal } from './refusal.js'

/** What a command wants to know besides its ticket, by id. */
export interface Needs {
  readonly agent?: string | undefined
  /** Agents by their ids. */
  readonly agents?: readonly string[] | undefined
  readonly team?: string | undefined
  /** Other tickets that the command changes too. */
  readonly ticket?: string | undefined
  /** The tickets that links of a kind lead to from a ticket, directly or through others. */
  readonly linkedFrom?: { readonly ticket: string; readonly kind: LinkKind } | undefined
  readonly message?: string | undefined
  /** Files by their ids. */
  readonly attachments?: readonly string[] | undefined
  /** Who might get the ticket, for a routing policy. */
  readonly candidates?: boolean
  /** The tenant's categories, to know one that is named. */
  readonly categories?: boolean
  /** What was given up in the tenant. */
  readonly deadLetters?: boolean
  /** The form that the ticket's category inherits. */
  readonly form?: boolean
  /** The workflow version that the ticket is to go to. */
  readonly workflow?: { readonly id: string; readonly version: number }
}

/** The tickets that links lead to. */
export interface LinkedTickets {
  readonly ids: ReadonlySet<string>
  /** The tickets that were looked at, as they were: a decision that relies on them is good while they are so. */
  readonly looked: readonly Expectation[]
  /** False when there are more than are looked through. */
  readonly whole: boolean
}

/** What was loaded for a command; null where there is none. */
export interface Loaded {
  readonly agent: AgentRecord | null
  /** Those of the agents that the directory knows, by id. */
  readonly agents: ReadonlyMap<string, AgentRecord>
  readonly team: TeamRecord | null
  readonly other: TicketDraft | null
  readonly linked: LinkedTickets
  readonly message: MessageRecord | null
  /** Those of the files that there are, by id: of any ticket, or of none yet. */
  readonly attachments: ReadonlyMap<string, AttachmentRecord>
  /** Those on whom the ticket's approvals depend who work at the desk no more. */
  readonly removed: ReadonlySet<string>
  readonly candidates: readonly Candidate[]
  readonly deadLetters: readonly DeadLetterReference[]
  /** Who last worked on another ticket of the same requester. */
  readonly lastAgent: string | null
  /** Without any where the decision does not turn on them. */
  readonly categories: CategoryTree
  /** The version that was asked for. */
  readonly workflow: CompiledWorkflow | null
}

/** What is loaded for a command that needs nothing. */
export const NOTHING_LOADED: Loaded = {
  agent: null,
  agents: new Map(),
  team: null,
  other: null,
  linked: { ids: new Set(), looked: [], whole: true },
  message: null,
  attachments: new Map(),
  removed: new Set(),
  candidates: [],
  deadLetters: [],
  lastAgent: null,
  categories: NO_CATEGORIES,
  workflow: null,
}

/** The agents whom recipients mean, as seen from a ticket as it is then, each once. */
export type FindMeant = (ticket: TicketView, recipients: readonly AgentRecipient[]) => readonly string[]

/** What a decision may use besides the ticket. */
export interface CommandContext {
  readonly model: DeskModel
  /** The workflow version that the ticket is on. */
  readonly workflow: CompiledWorkflow
  readonly loaded: Loaded
  readonly newId: () => string
  readonly random: Random
  /** The definitions of tickets' promises. */
  readonly find: FindPromises
  /** Not there where no directory is asked, as in a rehearsal. */
  readonly meant?: FindMeant
}

/** What a command made or chose, by id. */
export interface CommandResult {
  /** The message or note that it wrote. */
  readonly messageId?: string
  /** The request to others that it made. */
  readonly request?: string
  /** The agent that routing chose, or asked. */
  readonly agent?: string
  /** For steps that can be undone, the version on which they were done. */
  readonly since?: number
  /** When routing, which found nobody, is to be asked again, in milliseconds since 1970-01-01T00:00:00Z. */
  readonly againAt?: number
}

/** A command on a ticket: what it takes, what it needs, who may, and what it does. */
export interface TicketCommand<Input> {
  readonly name: string
  /** What the actor must be allowed to do. */
  readonly action: Action
  readonly input: z.ZodType<Input>
  readonly needs?: (input: Input, ticket: TicketRecord, workflow: CompiledWorkflow) => Needs
  /** True when the command looks for another agent by itself once the last place was taken. */
  readonly retriesWhenFull?: boolean
  /** True when the command asks nothing of the workflow, or helps a ticket out of a state that its version does not have. */
  readonly worksInAnyState?: boolean
  /** True when the command also helps a ticket whose version this node does not know: nothing of that version is done then. */
  readonly worksOnAnyVersion?: boolean
  /** True when it is done where a merged ticket goes on. */
  readonly followsMerge?: boolean
  /** True when it can be done to a ticket that was merged into another. */
  readonly worksWhenMerged?: boolean
  /** Pure: appends to the draft, or says why not. */
  readonly decide: (draft: TicketDraft, input: Input, context: CommandContext) => CommandResult | Refusal
}

/** The result of a command that made nothing with an id. */
export const DONE: CommandResult = {}
