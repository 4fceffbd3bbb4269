import { XMLParser } from 'fast-xml-parser'

/** Marks outside CDATA; more has no message of a channel. */
const MOST_TAGS = 200

const parser = new XMLParser({
  ignoreAttributes: true,
  parseTagValue: false,
  processEntities: false,
  trimValues: false,
})

/** The texts of a flat XML document, by name; null for anything else: entities, document types, lists, nesting. */
export function readXml(text: string): ReadonlyMap<string, string> | null {
  if (!isPlain(text)) return null
  let document: unknown
  try {
    document = parser.parse(text, true)
  } catch {
    return null
  }
  const found = new Map<string, string>()
  for (const [name, value] of Object.entries(ownObject(ownObject(document)?.['xml']) ?? {})) {
    // What is nested is not asked for; what comes twice means nothing.
    if (Array.isArray(value)) return null
    if (typeof value === 'string') found.set(name, value)
  }
  return found.size === 0 ? null : found
}

/** Whether what stands outside CDATA is tags alone. */
function isPlain(text: string): boolean {
  let tags = 0
  for (let at = text.indexOf('<'); at !== -1; at = text.indexOf('<', at + 1)) {
    if (text.startsWith('<![CDATA[', at)) {
      at = text.indexOf(']]>', at)
      if (at === -1) return false
    } else if (text[at + 1] === '!') return false
    tags += 1
    if (tags > MOST_TAGS) return false
  }
  return true
}

function ownObject(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null
}
