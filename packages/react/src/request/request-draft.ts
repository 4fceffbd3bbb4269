import type { FieldValues } from './form-fields.js'

/** A request that is being written. */
export interface RequestDraft {
  readonly subject: string
  readonly body: string
  /** Empty for none. */
  readonly category: string
  readonly fields: FieldValues
}

/** Nothing written yet. */
export const NOTHING: RequestDraft = { subject: '', body: '', category: '', fields: {} }

/** A request out of a draft's text: what it has of one. */
export function readDraft(text: string): RequestDraft {
  try {
    const found = JSON.parse(text) as Readonly<Record<string, unknown>>
    const same = Object.entries(NOTHING).map(([name, nothing]) => {
      const value = found[name]
      return [name, value !== null && typeof value === typeof nothing ? value : nothing]
    })
    return Object.fromEntries(same) as RequestDraft
  } catch {
    return NOTHING
  }
}
