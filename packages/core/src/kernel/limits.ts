/** How much one ticket and one command may hold. What is larger is refused, never cut. */
export const LIMITS = {
  /** Characters of a subject. */
  subject: 500,
  /** Characters of a message or note. */
  body: 200_000,
  /** Characters of an id, a tag, a category, a channel or a key. */
  id: 200,
  tags: 100,
  watchers: 500,
  links: 1_000,
  attachmentsPerMessage: 50,
  /** Bytes of an attachment's name in UTF-8. */
  fileName: 255,
} as const
