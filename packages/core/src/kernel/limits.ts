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
  /** Tickets that links upwards are followed through from one, itself included. */
  linkedThrough: 1_000,
  /** Tickets that were merged into one, directly or through others. */
  absorbed: 100,
  /** Messages of one ticket that go on in others, by one split or by several. */
  split: 100,
  attachmentsPerMessage: 50,
  /** Categories of a tenant's tree, retired ones included. */
  categories: 5_000,
  /** Days for which a ticket can be snoozed. */
  snoozeDays: 366,
  /** Items of a stage's checklist. */
  checklistItems: 100,
  /** Agents who are asked for one approval. */
  approvers: 100,
  /** Agents whom one message mentions. */
  mentions: 50,
  /** Times that a ticket is rated, the first one and changes of it. */
  ratings: 5,
  /** Open requests to others. */
  requests: 50,
  /** Terms by which one message is found; those behind them are not searched. */
  searchTerms: 5_000,
  /** Characters of what is searched for. */
  searchText: 500,
  /** Tickets of one batch. */
  batchTickets: 10_000,
  /** Bytes of an attachment's name in UTF-8. */
  fileName: 255,
} as const
