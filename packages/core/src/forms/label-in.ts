import type { Label } from '../workflow/definition-types.js'

/**
 * The text of a label in a language, given as a BCP 47 tag: in that one, in one that it begins with (`zh-Hant-TW` →
 * `zh-Hant` → `zh`), in English, else in the label's first. Null without a label.
 */
export function labelIn(label: Label | null, locale: string | null): string | null {
  if (label === null) return null
  const parts = (locale ?? '').split('-')
  for (let length = parts.length; length > 0; length -= 1) {
    const tag = parts.slice(0, length).join('-')
    if (Object.hasOwn(label, tag)) return label[tag] ?? null
  }
  return label['en'] ?? Object.values(label)[0] ?? null
}
