/** A place in the feed: right behind an event, or in front of all events of a transaction (an empty ticket id and 0). */
export interface FeedPlace {
  /** The name of the feed, which has another one after a restore. */
  readonly feed: string
  /** A 64-bit number in decimal digits. */
  readonly transaction: string
  readonly ticketId: string
  readonly seq: number
}

const LARGEST_TRANSACTION = 2n ** 64n - 1n
const LARGEST_SEQ = 2 ** 31 - 1
const LONGEST = 1_000

/** A place as a position that the store gives away. */
export function writePosition({ feed, transaction, ticketId, seq }: FeedPlace): string {
  return JSON.stringify([feed, transaction, ticketId, seq])
}

/** The place of a position; null for one that the store cannot have given. */
export function readPosition(position: string): FeedPlace | null {
  if (position.length > LONGEST) return null
  let parts: unknown
  try {
    parts = JSON.parse(position)
  } catch {
    return null
  }
  if (!Array.isArray(parts) || parts.length !== 4) return null
  const [feed, transaction, ticketId, seq] = parts as unknown[]
  if (typeof feed !== 'string') return null
  if (typeof transaction !== 'string' || !/^\d{1,20}$/.test(transaction)) return null
  if (BigInt(transaction) > LARGEST_TRANSACTION) return null
  if (typeof ticketId !== 'string' || ticketId.includes('\u0000') || /\p{Surrogate}/u.test(ticketId)) return null
  if (typeof seq !== 'number' || !Number.isInteger(seq) || seq < 0 || seq > LARGEST_SEQ) return null
  return { feed, transaction, ticketId, seq }
}
