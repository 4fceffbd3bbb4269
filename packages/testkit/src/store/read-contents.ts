import type { ActorReference, DirectoryKind, Json, NotificationRecord, Store } from '@docket/core/store'

/** What to read of a tenant: a store has no method that lists what it holds. */
export interface ContentsScope {
  readonly tenant: string
  readonly tickets?: readonly string[]
  readonly attachments?: readonly string[]
  readonly counters?: readonly string[]
  readonly idempotency?: readonly { readonly scope: string; readonly key: string }[]
  readonly directory?: readonly { readonly kind: DirectoryKind; readonly id: string }[]
  /** To whom notifications are. */
  readonly recipients?: readonly ActorReference[]
}

const ALL_VISIBILITIES = ['public', 'internal'] as const
const PAGE = 1000

/** Everything that the port shows of the scope, as plain data in a fixed order, so that two stores can be compared. */
export async function readContents(store: Store, scope: ContentsScope): Promise<Json> {
  const { tenant, counters: keys = [] } = scope
  const values = await store.counters(tenant, keys)
  const contents = {
    tickets: await each(scope.tickets, (id) => readTicket(store, tenant, id)),
    attachments: await each(scope.attachments, (id) => store.attachment(tenant, id)),
    counters: Object.fromEntries(keys.map((key, place) => [key, values[place]])),
    idempotency: await each(scope.idempotency, ({ scope: by, key }) => store.findByIdempotencyKey(tenant, by, key)),
    directory: await each(scope.directory, ({ kind, id }) => store.directoryHistory(tenant, kind, id)),
    notifications: await each(scope.recipients, (recipient) => readInbox(store, tenant, recipient)),
    deadLetters: (await store.deadLetters(tenant)).map((letter) => JSON.stringify(letter)).sort(),
    agents: await store.agents(tenant, null),
  }
  return JSON.parse(JSON.stringify(contents)) as Json
}

async function readTicket(store: Store, tenant: string, ticketId: string): Promise<unknown> {
  const contents = await store.contents(tenant, ticketId)
  return {
    record: await store.load(tenant, ticketId),
    events: await allPages((afterSeq) => store.history({ tenant, ticketId, afterSeq, limit: PAGE })),
    messages: await allPages((afterSeq) =>
      store.thread({ tenant, ticketId, afterSeq, limit: PAGE, visibility: ALL_VISIBILITIES }),
    ),
    contents: [...contents].sort((a, b) => (a.name === b.name ? a.revision - b.revision : a.name < b.name ? -1 : 1)),
    attachments: await store.attachments(tenant, ticketId),
  }
}

async function readInbox(store: Store, tenant: string, recipient: ActorReference): Promise<NotificationRecord[]> {
  const rows: NotificationRecord[] = []
  for (;;) {
    const after = rows.at(-1) ?? null
    const query = { tenant, recipients: [recipient], unreadOnly: false, limit: PAGE, after }
    const next = await store.notifications(query)
    rows.push(...next)
    if (next.length < PAGE) return rows
  }
}

/** All rows of a sequence, page by page. */
export async function allPages<Row extends { readonly seq: number }>(
  page: (afterSeq: number) => Promise<readonly Row[]>,
): Promise<Row[]> {
  const rows: Row[] = []
  for (;;) {
    const next = await page(rows.at(-1)?.seq ?? 0)
    rows.push(...next)
    if (next.length < PAGE) return rows
  }
}

async function each<Item, Value>(
  items: readonly Item[] = [],
  read: (item: Item) => Promise<Value>,
): Promise<Record<string, Value>> {
  const values: Record<string, Value> = {}
  for (const item of items) values[typeof item === 'string' ? item : JSON.stringify(item)] = await read(item)
  return values
}
