import type { Reason } from '@docket/core'
import type { Text } from './html.js'
import { percent, term } from './words.js'

/** Says a reason by the text for its code, whose `{names}` stand for the reason's values; without one, as it is stored. */
export function told(reason: Reason, texts: Readonly<Record<string, Text>>): Text {
  const text = Object.hasOwn(texts, reason.code) ? texts[reason.code] : undefined
  if (text === undefined) return asStored(reason)
  const filled = (language: keyof Text) =>
    text[language].replaceAll(/\{(\w+)\}/g, (_, name: string) => worded(name, reason[name])[language])
  return { en: filled('en'), zh: filled('zh') }
}

/** Reasons one after the other, as one sentence. */
export function sentence(parts: readonly Text[]): Text {
  return { en: `${parts.map(({ en }) => en).join('; ')}.`, zh: `${parts.map(({ zh }) => zh).join('；')}。` }
}

/** Values that are names of the desk's, and are called otherwise by people. */
const TERMS: readonly string[] = ['level', 'tier', 'by', 'side']

function worded(name: string, value: unknown): Text {
  if (typeof value === 'string' && TERMS.includes(name)) return term(value)
  if (typeof value === 'number' && name === 'used') return alike(percent(value))
  if (value === null || value === undefined) return alike('–')
  return alike(typeof value === 'string' ? value : JSON.stringify(value))
}

function asStored({ code, ...values }: Reason): Text {
  const pairs = Object.entries(values).map(([name, value]) => `${name} ${JSON.stringify(value)}`)
  return alike(pairs.length === 0 ? code : `${code} (${pairs.join(', ')})`)
}

const alike = (text: string): Text => ({ en: text, zh: text })
