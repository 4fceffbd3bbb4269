import * as z from 'zod'
import { suggestionSchema } from '../schema/suggestion-schema.js'
import type { Suggestion } from './suggest.js'

/** So many that are none are named to the host. */
const NAMED = 5
const MOST_TITLE = 200
const MOST_SNIPPET = 500
const BASE = 'https://same-site.invalid'

const given = z.object({
  id: z.string().min(1).max(200),
  title: z.string().transform((text) => plain(text, MOST_TITLE)),
  snippet: z.string().transform((text) => plain(text, MOST_SNIPPET)),
  url: z.string().max(2_000).refine(isSafe, 'is neither http nor https nor a path of the same site').optional(),
})

/** So many are looked at for each that is to be shown: a list without an end is not worth more. */
const LOOKED_AT = 10

/** What can be shown of what the host suggests: of each what is known, in its size; what is none is left out, and told of once. */
export function shownSuggestions(
  found: unknown,
  limit: number,
  report: (error: unknown) => void,
): readonly Suggestion[] {
  if (!Array.isArray(found)) throw new TypeError('`suggest` gave no list.')
  const shown: Suggestion[] = []
  const wrong: string[] = []
  const looked = Math.min(found.length, limit * LOOKED_AT)
  for (let index = 0; index < looked && shown.length < limit; index += 1) {
    const one: unknown = found[index]
    const parsed = given.pipe(suggestionSchema).safeParse(one)
    if (parsed.success) shown.push(parsed.data as Suggestion)
    else wrong.push(`number ${index + 1}${named(one)}: ${faultOf(parsed.error)}`)
  }
  if (wrong.length > 0)
    report(new TypeError(`\`suggest\` gave what is no suggestion: ${wrong.slice(0, NAMED).join('; ')}.`))
  return shown
}

function named(one: unknown): string {
  const { id } = (one ?? {}) as { readonly id?: unknown }
  return typeof id === 'string' ? ` (${JSON.stringify(id.slice(0, 100))})` : ''
}

function faultOf({ issues: [first] }: z.ZodError): string {
  return [...(first?.path.map(String) ?? []), first?.message ?? ''].join(' ').slice(0, 200)
}

/** A text without control characters, cut between characters. */
function plain(text: string, most: number): string {
  // The first cut is coarse, so that a book is not taken apart character by character.
  const characters = Array.from(
    text
      .slice(0, most * 2)
      .replaceAll(/[\p{Cc}\p{Cs}]+/gu, ' ')
      .trim(),
  )
  return characters.length <= most && text.length <= most * 2
    ? characters.join('')
    : `${characters.slice(0, most - 1).join('')}…`
}

/** A path of the same site, or an address that a browser opens as a page: read as a browser does. */
function isSafe(url: string): boolean {
  if (!URL.canParse(url, BASE)) return false
  const { protocol, origin } = new URL(url, BASE)
  if (url.startsWith('/')) return origin === BASE
  return /^https?:\/\//i.test(url) && (protocol === 'http:' || protocol === 'https:')
}
