import type { RequesterReference } from '@docket/core'
import type { ChannelAnswer, ChannelRefusal } from '../intake/channel.js'

/** Refuses what nothing proves, and says why to whoever runs the desk. */
export const unproved = (why: string): ChannelRefusal => ({ refused: 'unproved', why })
/** Refuses what cannot be read, and says why. */
export const unreadable = (why: string): ChannelRefusal => ({ refused: 'unreadable', why })

/** The answer to a request with at most one message, of which nothing is taken where nobody or nothing is said. */
export function answered(
  tenant: string,
  answer: ChannelAnswer['answer'],
  { id, from, text }: { readonly id: string; readonly from: RequesterReference | null; readonly text: string },
): ChannelAnswer {
  const words = cleaned(text)
  return { tenant, messages: from === null || words.trim() === '' ? [] : [{ id, from, text: words }], answer }
}

/** A text as it can be kept: what no store takes is taken out. */
function cleaned(text: string): string {
  // Half of a surrogate pair, and NUL.
  return text.replaceAll(/\p{Cs}/gu, '\ufffd').replaceAll('\u0000', '')
}
