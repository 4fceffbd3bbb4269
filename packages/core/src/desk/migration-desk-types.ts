import type { RefusedChange } from './sla-types.js'

/** How tickets are brought from one version of a workflow to another, or to another workflow. */
export interface MigrateWorkflow {
  /** The version that they are on; it need not be known to any node any more. */
  readonly from: { readonly workflow: string; readonly version: number }
  /** Where they go; the version that new tickets begin with if left out. */
  readonly to: { readonly workflow: string; readonly version?: number }
  /** Each state of the former version, and which of the new one takes its place; also of the same name. */
  readonly states: Readonly<Record<string, string>>
  /** Only says what would happen; true if left out. */
  readonly dryRun?: boolean
  /** How many tickets of the workflow are looked at, 1 to 500; 100 if left out. */
  readonly limit?: number
  /** The `next` of the former page. */
  readonly after?: string | null
}

/** A workflow's version and a state of it. */
export interface MigrationPlace {
  readonly workflow: string
  readonly version: number
  readonly state: string
}

/** A ticket that was moved, or would be. */
export interface MigratedTicket {
  readonly ticketId: string
  readonly from: MigrationPlace
  readonly to: MigrationPlace
}

/** A page of a migration. */
export interface MigrationPage {
  /** What was moved, or would be. */
  readonly items: readonly MigratedTicket[]
  /** What refused to be moved, and why; the others were moved. */
  readonly failed: readonly RefusedChange[]
  /** States of the former version that the map leaves out, with how many of this page's tickets are in each. */
  readonly unmapped: readonly { readonly state: string; readonly tickets: number }[]
  /** Entries of the map that lead to no state of the new version. */
  readonly unknown: readonly { readonly state: string; readonly target: string }[]
  /** How many tickets of the former version were looked at. */
  readonly examined: number
  readonly next: string | null
}

/** Tickets from one version of a workflow to another. */
export interface MigrationDesk {
  /**
   * Brings tickets, done and archived ones too, from one version of a workflow to another, a page at a time, the oldest
   * first; by default it only says what would happen. Each ticket's time-out counts anew from then; a stage of the same name
   * and owner goes on with its time and checklist, any other ends and the new one begins. For admins.
   *
   * Nothing of a page is moved while a ticket of it is in a state that the map leaves out (`COMMAND_REFUSED` with a reason
   * `state-unmapped` for each such state and how many `tickets` are in it), or while the map leads to a state that there is
   * not (`state-unknown`). Run twice, it moves nothing twice.
   *
   * @throws DocketError `DEFINITION_UNKNOWN` when this node does not know the new version, `INVALID_INPUT`,
   *   `COMMAND_REFUSED`, `CURSOR_INVALID`
   */
  migrateWorkflow(migration: MigrateWorkflow): Promise<MigrationPage>
}
