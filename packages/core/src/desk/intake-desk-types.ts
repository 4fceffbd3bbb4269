import type { RequesterReference } from '../store/record-types.js'
import type { DeskShape } from './shape-types.js'
import type { Ticket } from './ticket-types.js'

/** A message that came in on any channel, in one shape. */
export interface IncomingMessage<Shape extends DeskShape = DeskShape> {
  /** The channel, such as `sms`: the ticket's and the message's, and the source of `id`. */
  readonly channel: string
  /** What the channel calls the message: the same one twice is one. Up to 200 characters, kept as the external id. */
  readonly id: string
  /** Whose words they are, as the host knows its customers. */
  readonly from: RequesterReference
  /** Up to 200,000 characters. Without words there must be files, whose names stand for them. */
  readonly text?: string
  /** What a new ticket is called; the beginning of the text if left out. Up to 500 characters. */
  readonly subject?: string
  /** Ids of files that whoever receives has uploaded, at most 50. */
  readonly files?: readonly string[]
  /** The ticket that the channel knows it to belong to. One that is not the sender's, or is over, is passed over. */
  readonly ticketId?: string
  /** Of a new ticket. */
  readonly category?: string
  /** Of a new ticket; what a form requires can be left open. */
  readonly fields?: Partial<Shape['fieldsIn']>
}

/** What became of an incoming message. */
export interface Received<Shape extends DeskShape = DeskShape> {
  /** The ticket that it is on, as it is now. */
  readonly ticket: Ticket<Shape>
  /** Whether it began the ticket, now or when it first came. */
  readonly created: boolean
  /** Whether it had come before; then nothing was done. */
  readonly duplicate: boolean
}

/** How messages of channels come in. */
export interface IntakeDesk<Shape extends DeskShape = DeskShape> {
  /**
   * Brings a message to the ticket where it belongs: to the one that it names, if that is the sender's and not over; else to
   * the sender's in which something was said last, whatever channel that was on, as long as it is not over; else it begins
   * one. Where that ticket was merged, it goes on there. It is the requester's own message, with all that follows from one, such as
   * reopening; the log names who received it in each event's `cause`. Once for each `channel` and `id`, for good, and two
   * first messages at once begin one ticket. For services.
   *
   * Throws `INVALID_INPUT`; `COMMAND_REFUSED` with `category-unknown` or `category-retired`; `ATTACHMENT_UNAVAILABLE`; `BUSY`.
   */
  receive(message: IncomingMessage<Shape>): Promise<Received<Shape>>
}
