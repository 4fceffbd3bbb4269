/**
 * A desk in React: hooks, and what a form and a ticket do, without how they look.
 *
 * @packageDocumentation
 */

export type {
  DeskConnection,
  DeskOptions,
  FileToSend,
  Progress,
  SendFile,
  TicketOnWire,
} from './desk/desk-types.js'
export { openDesk } from './desk/open-desk.js'
export { DeskProvider, useDesk } from './hooks/desk-context.js'
export { type DeskHooks, deskHooks } from './hooks/desk-hooks.js'
export type { Upload, UploadedFile, UploadList } from './hooks/uploads-of.js'
export { useThread, useTicket, useTickets, useTimeline } from './hooks/use-observed.js'
export type { Uploads } from './hooks/use-uploads.js'
export type { CategoryChoice } from './request/categories.js'
export type { FieldKind, FieldValues, RequestField } from './request/form-fields.js'
export type { RequestDraft } from './request/request-draft.js'
export { type NewRequest, useNewRequest } from './request/use-new-request.js'
export type { Change, TimelineItem } from './ticket/timeline.js'
export { type Conversation, useConversation } from './ticket/use-conversation.js'
