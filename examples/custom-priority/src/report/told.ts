import type { Reason } from '@docket/core'
import type { Text } from './html.js'

/** A reason without a text of its own, as it is stored. */
export function told({ code, ...values }: Reason): Text {
  const pairs = Object.entries(values).map(([name, value]) => `${name} ${JSON.stringify(value)}`)
  const text = pairs.length === 0 ? code : `${code} (${pairs.join(', ')})`
  return { en: text, zh: text }
}
