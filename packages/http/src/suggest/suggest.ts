import type { HandlerContext } from '../handler/options.js'
import type { Principal } from '../handler/principal.js'
import { unref } from '../handler/unref.js'
import { shownSuggestions } from './shown-suggestions.js'

/** What somebody is typing. */
export interface SuggestQuery {
  readonly tenant: string
  /** Who is typing; a visitor has proved nothing. */
  readonly principal: Principal
  /** Up to 200 characters. */
  readonly text: string
  /** A BCP 47 tag, if one is known. */
  readonly locale: string | null
  /** How many are shown, 1 to 10. */
  readonly limit: number
  /** Aborted after two seconds, and when whoever asks is gone. */
  readonly signal: AbortSignal
}

/** Something that may answer before it is asked: an article, or a live look-up. Its texts are plain, never HTML. */
export interface Suggestion {
  readonly id: string
  /** Shown up to 200 characters. */
  readonly title: string
  /** Shown up to 500 characters. */
  readonly snippet: string
  /** An address by http or https, or a path of the same site. */
  readonly url?: string
}

/** That something solved it before it was sent. */
export interface Deflection {
  /** The same whenever the same is told again, such as after a failure, and nothing else's: what is kept by it counts once. */
  readonly id: string
  readonly tenant: string
  /** Whose question it was; a visitor has proved nothing. */
  readonly principal: Principal
  /** Of what was suggested. */
  readonly articleId: string
  /** What was typed, up to 200 characters, if it is known. */
  readonly text: string | null
  /** A BCP 47 tag, if one is known. */
  readonly locale: string | null
  /** When it was told. */
  readonly at: Date
}

/** Gives what may answer what somebody is typing, the best first. What the person may not read, it does not give. */
export interface Suggest {
  (query: SuggestQuery): Promise<readonly Suggestion[]>
  /**
   * Is told of what solved it, to count or keep it; gives false, and keeps nothing, where there is no such article. What it
   * rejects, or does not answer within two seconds, is told again later under the same `id`. Nobody is told if left out.
   */
  readonly deflected?: (deflection: Deflection) => Promise<boolean>
}

/** Nobody who types waits longer. */
const MOST_MS = 2_000

/** What is suggested; nothing where it fails or does not come in time, of which the host hears. */
export async function suggestionsFor(
  { options: { suggest, onError } }: HandlerContext,
  query: Omit<SuggestQuery, 'signal'>,
  gone: AbortSignal,
): Promise<readonly Suggestion[]> {
  if (!suggest || query.text.trim() === '' || gone.aborted) return []
  const ending = new AbortController()
  const signal = AbortSignal.any([ending.signal, gone])
  const late = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
  const timer = setTimeout(() => ending.abort(new Error(`Suggestions did not come within ${MOST_MS} ms.`)), MOST_MS)
  unref(timer)
  try {
    const asked = Promise.resolve().then(() => suggest({ ...query, signal }))
    return shownSuggestions(await Promise.race([asked, late]), query.limit, onError)
  } catch (error) {
    if (!gone.aborted) onError(error)
    return []
  } finally {
    clearTimeout(timer)
  }
}
