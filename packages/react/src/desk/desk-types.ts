import type { Client, ClientOptions, Wire } from '@docket/client'
import type { Attachment, DeskShape, Phase, Ticket } from '@docket/core'

/** How a desk is reached. */
export interface DeskOptions extends Omit<ClientOptions, 'user'> {
  /**
   * Who uses it, such as the customer's id. Left out, whoever uses it is a visitor, who becomes one when the desk is first asked
   * something (an answer to what is being typed, or to send it) and stays the same one in this browser.
   */
  readonly user?: string
  /** Sends a file; by `XMLHttpRequest` if left out, which tells how far it is. */
  readonly sendFile?: SendFile
}

/** A file on its way. */
export interface FileToSend {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly file: Blob
  /** Told how much of it is there, 0 to 1. */
  readonly onProgress: (part: number) => void
  readonly signal: AbortSignal
}

/** Sends a file: gives the status and the body of the answer, and rejects when none came. */
export type SendFile = (file: FileToSend) => Promise<{ readonly status: number; readonly body: string }>

/** How the one ticket of a progress link comes on. */
export interface Progress {
  readonly state: string
  readonly phase: Phase
  readonly handler: string | null
  readonly firstResponseAt: string | null
  readonly expected: Wire<Ticket['expected']>
  readonly createdAt: string
  readonly solvedAt: string | null
  /** All this in plain words, a sentence each. */
  readonly words: readonly string[]
}

/** A desk as a page has it. */
export interface DeskConnection<Shape extends DeskShape = DeskShape> {
  readonly client: Client<Shape>
  /** How the ticket of a progress link comes on. */
  readonly progress: (token: string, locale: string) => Promise<Progress>
  /** Keeps a file at the desk until it is sent along; tells how much of it is there, 0 to 1. */
  readonly upload: (file: File, onProgress: (part: number) => void, signal: AbortSignal) => Promise<Wire<Attachment>>
  /** Opens a file of a message. */
  readonly download: (attachmentId: string) => Promise<void>
  /** Whether whoever asks has a name there already: a visitor has none before the desk was asked something. */
  readonly isKnown: () => boolean
  /** Ends its stream. What waits to be sent is kept. */
  readonly close: () => void
}

/** A ticket as it comes over HTTP. */
export type TicketOnWire = Wire<Ticket>
