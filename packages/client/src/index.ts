/**
 * A desk over HTTP, for browsers, servers, mini programs and native apps.
 *
 * @packageDocumentation
 */

export { answerOf, ClientError } from './client-error.js'
export type { Client, ClientCommands, ClientOptions, OverHttp, UploadBytes, UploadFile } from './client-types.js'
export type { CommandInput, CommandName, OwnCommandName } from './commands.js'
export { createClient } from './create-client.js'
export type { DeskCommandName } from './desk/desk-commands.js'
export type { DeskMeta, ShownSuggestion, SuggestionOptions, WorkflowBrief } from './desk-meta.js'
export type { Draft } from './drafts.js'
export type { Observed, Observer } from './observer.js'
export type { Outbox, PendingCommand, Refusal } from './outbox-types.js'
export type { PendingMessage, ShownTimeline, ThreadMessage } from './shown.js'
export { type ClientStorage, type Kept, keptIn } from './storage.js'
export type { Channel, Locks, Tabs } from './tabs.js'
export type { SetTimer } from './timers.js'
export {
  type FetchTransportOptions,
  fetchTransport,
  type Transport,
  type TransportRequest,
  type TransportResponse,
} from './transport.js'
export type { Wire } from './wire.js'
