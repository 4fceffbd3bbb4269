import type { RequesterReference } from '@docket/core'
import type { ChannelAnswer, ChannelRefusal } from '../intake/channel.js'

/** What the adapters have in common. */
export interface ChannelOptions {
  /** The tenant whose channel it is: one account at the provider is one tenant's. */
  readonly tenant: string
  /**
   * Who a sender is, as the host knows its customers, so that one customer is one on all channels; null takes nothing from it.
   * The channel's name, a colon and what the provider calls the sender, if left out. A provider's word for who sends is no proof: whoever
   * can forge it writes in that customer's name, and reads nothing.
   */
  readonly requester?: (sender: string) => RequesterReference | null | Promise<RequesterReference | null>
}

export const UNPROVED: ChannelRefusal = { refused: 'unproved' }
export const UNREADABLE: ChannelRefusal = { refused: 'unreadable' }

/** How far a provider's clock may be from ours, in seconds, and for how long its signature is good. */
const WINDOW_SECONDS = 300

/** Whether an instant, in seconds since 1970 as digits, is near enough to now, in milliseconds. */
export function isNow(seconds: string, now: number): boolean {
  return /^[0-9]{1,12}$/.test(seconds) && Math.abs(now / 1_000 - Number(seconds)) <= WINDOW_SECONDS
}

/** Who a sender is. */
export async function requesterOf(
  { requester }: Pick<ChannelOptions, 'requester'>,
  usual: string,
  sender: string,
): Promise<RequesterReference | null> {
  return requester ? requester(sender) : { id: `${usual}:${sender}` }
}

/** The value of a name that comes once; null where it does not. */
export function once(values: { getAll(name: string): string[] }, name: string): string | null {
  const [value, ...more] = values.getAll(name)
  return value === undefined || more.length > 0 ? null : value
}

/** Whether a body is of a media type, in UTF-8. */
export function isOf(headers: Headers, types: readonly string[]): boolean {
  const [type = '', ...parameters] = (headers.get('content-type') ?? '').toLowerCase().split(';')
  const charsets = parameters.map((one) => one.trim()).filter((one) => one.startsWith('charset='))
  return types.includes(type.trim()) && charsets.every((one) => /^charset="?utf-?8"?$/.test(one))
}

/** A text as it can be kept: what no store takes is taken out. */
export function cleaned(text: string): string {
  // Half of a surrogate pair, and NUL.
  return text.replaceAll(/\p{Cs}/gu, '\ufffd').replaceAll('\u0000', '')
}

/** The answer to a request with at most one message, of which nothing is taken where nobody or nothing is said. */
export function answered(
  tenant: string,
  answer: ChannelAnswer['answer'],
  message: { id: string; from: RequesterReference | null; text: string } | null,
): ChannelAnswer {
  if (message === null || message.from === null || message.text.trim() === '') return { tenant, messages: [], answer }
  const { id, from, text } = message
  return { tenant, messages: [{ id, from, text }], answer }
}

/**
 * Checks a secret.
 *
 * @throws TypeError where it can be guessed
 */
export function checkSecret(secret: string, name: string, least: number): void {
  if (typeof secret === 'string' && secret.length >= least && new Set(secret).size >= 6) return
  throw new TypeError(`\`${name}\` is a secret of ${least} characters or more that nobody can guess.`)
}
