import * as z from 'zod'

/** Something that may answer what somebody is typing. */
export const suggestionSchema = z
  .strictObject({ id: z.string(), title: z.string().min(1), snippet: z.string(), url: z.string().optional() })
  .meta({ id: 'Suggestion', description: 'Something that may answer what somebody is typing; its texts are plain.' })
