import type { Attachment, Category, DeskShape, FormSchema, Label, Phase, Ticket } from '@docket/core'
import type { Client, ClientOptions, Wire } from '@docket/client'

/** How a desk is reached. */
export interface DeskOptions extends Omit<ClientOptions, 'user'> {
  /**
   * Who uses it, such as the customer's id. Left out, whoever uses it is a visitor, who becomes one with the first words that
   * are sent and stays the same one in this browser.
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

/** An article that may answer a question. All of it is plain text. */
export interface Suggestion {
  readonly id: string
  readonly title: string
  readonly snippet: string
  readonly url?: string
}

/** What a desk is like, for whoever writes to it. */
export interface Meta {
  readonly workflows: readonly {
    readonly id: string
    readonly version: number
    readonly states: readonly { readonly name: string; readonly phase: Phase; readonly label: Label | null }[]
  }[]
  /** Null for whoever may not begin tickets. */
  readonly categories: readonly Category[] | null
  readonly forms: readonly FormSchema[]
  readonly limits: Readonly<Record<string, number>>
}

/** How the one ticket of a progress link comes on. */
export interface Progress {
  readonly state: string
  readonly phase: Phase
  readonly handler: string | null
  readonly expected: Wire<Ticket['expected']>
  readonly createdAt: string
  readonly solvedAt: string | null
  /** All this in plain words, a sentence each. */
  readonly words: readonly string[]
}

/** What is read of a desk besides tickets. */
export interface Reads {
  /** What the desk is like; read once. */
  meta(locale: string): Promise<Meta>
  suggestions(text: string, locale: string): Promise<readonly Suggestion[]>
  progress(token: string, locale: string): Promise<Progress>
  /** An address that opens a file for five minutes. */
  downloadLink(attachmentId: string): Promise<string>
  upload(file: File, onProgress: (part: number) => void, signal: AbortSignal): Promise<Wire<Attachment>>
}

/** A desk as a page has it. */
export interface DeskConnection<Shape extends DeskShape = DeskShape> {
  readonly client: Client<Shape>
  readonly reads: Reads
  /** Whether whoever asks has a name there already: a visitor has none before it has sent something. */
  isKnown(): boolean
  close(): void
}

/** A ticket as it comes over HTTP. */
export type TicketOnWire = Wire<Ticket>
