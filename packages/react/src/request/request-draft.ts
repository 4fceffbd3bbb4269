import type { UploadedFile } from '../hooks/use-uploads.js'
import type { FieldValues } from './form-fields.js'

/** A request that is being written. */
export interface RequestDraft {
  readonly subject: string
  readonly body: string
  /** Empty for none. */
  readonly category: string
  readonly fields: FieldValues
  readonly files: readonly UploadedFile[]
}

/** Nothing written yet. */
export const NOTHING: RequestDraft = { subject: '', body: '', category: '', fields: {}, files: [] }

/** A request out of a draft's text. */
export function readDraft(text: string): RequestDraft {
  try {
    return { ...NOTHING, ...(JSON.parse(text) as Partial<RequestDraft>) }
  } catch {
    return NOTHING
  }
}
