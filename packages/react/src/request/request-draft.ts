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
    const { subject, body, category, fields } = JSON.parse(text) as Partial<Record<keyof RequestDraft, unknown>>
    return {
      subject: words(subject),
      body: words(body),
      category: words(category),
      fields: { ...(fields as FieldValues) },
    }
  } catch {
    return NOTHING
  }
}

const words = (value: unknown) => (typeof value === 'string' ? value : '')
