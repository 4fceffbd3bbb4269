import * as z from 'zod'
import { DocketError } from '../kernel/error.js'
import { id, parseInput, text } from '../kernel/input.js'
import { isPlainObject } from '../kernel/json.js'
import { shortPause } from '../kernel/system.js'
import { authorize, notFound } from '../runtime/authorize.js'
import type { Runtime } from '../runtime/runtime.js'
import type { ActorReference, DirectoryRecord, ViewRecord } from '../store/record-types.js'
import { refusalError, refuse } from '../ticket/refusal.js'
import { toQuery } from './list.js'
import type { SavedView, ViewDesk, ViewQuery } from './search-desk-types.js'
import type { Page, Ticket } from './ticket-types.js'
import { storedQuery, viewQuery } from './view-query.js'

const MOST_OWN = 200
const MOST_SHARED = 1_000
const MOST_TRIES = 60
const PAGE = 500

const viewInput = z.strictObject({
  id,
  name: text(200),
  shared: z.boolean().default(false),
  query: z
    .custom<ViewQuery>(isPlainObject, 'must be an object')
    .refine((query) => !('limit' in query) && !('after' in query), 'must have no page; give that to `run`')
    .default({}),
})
const pageInput = z.strictObject({ limit: z.int().optional(), after: z.string().nullish() })

// Names of entries in the directory. No id holds a control character, so that nobody's view can pass for another's.
const SHARED = 'shared\u001f'
const ownPrefix = ({ type, id: actorId }: ActorReference): string => `own\u001f${type}\u001f${actorId}\u001f`

/** The saved views of one actor, and those that others share. */
export function viewDesk(
  runtime: Runtime,
  tenant: string,
  actor: ActorReference,
  list: (query: object) => Promise<Page<Ticket, string>>,
): ViewDesk {
  const { store, model, clock } = runtime
  const may = (action: 'saveViews' | 'shareViews') => authorize(model.access, actor, action, null)
  const own = ownPrefix(actor)
  const isMine = ({ owner }: ViewRecord) => owner.type === actor.type && owner.id === actor.id

  /** Changes an entry, anew when others change it meanwhile; what is made of it null leaves it as it is. */
  async function change(entryId: string, make: (current: ViewRecord | null) => Promise<ViewRecord | null>) {
    for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
      const record = await store.directoryEntry(tenant, 'view', entryId)
      const entry = await make(activeView(record))
      if (entry === null) return
      const version = (record?.version ?? 0) + 1
      const put = { tenant, kind: 'view', id: entryId, version, actor, changedAt: clock.now(), entry } as const
      if (await store.putDirectory(put)) return
      await shortPause(tries)
    }
    throw new DocketError('BUSY', 'Others keep changing this view; try again.')
  }

  async function under(prefix: string): Promise<ViewRecord[]> {
    const views: ViewRecord[] = []
    for (let after = prefix; ; ) {
      const page = await store.directoryEntries(tenant, 'view', { after, limit: PAGE })
      const here = page.filter((record) => record.id.startsWith(prefix))
      views.push(...here.flatMap((record) => activeView(record) ?? []))
      if (page.length < PAGE || here.length < page.length) return views
      after = page.at(-1)?.id ?? after
    }
  }

  const remove = (entryId: string) =>
    change(entryId, async (current) => current && { ...current, status: 'removed' as const })

  return {
    async save(given) {
      may('saveViews')
      const { query, ...input } = parseInput(viewInput, given, 'views.save')
      if (input.shared) may('shareViews')
      toQuery(model, tenant, actor, query, runtime.clock.now())
      const view = { ...input, owner: { type: actor.type, id: actor.id }, query: storedQuery(query) }
      const prefix = input.shared ? SHARED : own
      await change(prefix + view.id, async (current) => {
        if (current !== null && !isMine(current)) throw refusalError(ofAnother(current))
        const most = input.shared ? MOST_SHARED : MOST_OWN
        if (current === null && (await under(prefix)).length >= most) throw tooMany(most)
        return { ...view, status: 'active' }
      })
      // A view that is shared from now on, or no longer, is in one place only.
      const former = input.shared ? own : SHARED
      await change(former + view.id, async (current) =>
        current !== null && isMine(current) ? { ...current, status: 'removed' } : null,
      )
      return presentView({ ...view, status: 'active' })
    },
    async list() {
      may('saveViews')
      const [mine, shared] = await Promise.all([under(own), under(SHARED)])
      return [...mine, ...shared].sort(byName).map(presentView)
    },
    async remove(given) {
      may('saveViews')
      const viewId = parseInput(id, given, 'views.remove')
      if (activeView(await store.directoryEntry(tenant, 'view', own + viewId))) return remove(own + viewId)
      const shared = activeView(await store.directoryEntry(tenant, 'view', SHARED + viewId))
      if (shared === null) throw notFound('view')
      if (!isMine(shared)) may('shareViews')
      return remove(SHARED + viewId)
    },
    async run(given, page = {}) {
      may('saveViews')
      const viewId = parseInput(id, given, 'views.run')
      const asked = parseInput(pageInput, page, 'views.run')
      const view =
        activeView(await store.directoryEntry(tenant, 'view', own + viewId)) ??
        activeView(await store.directoryEntry(tenant, 'view', SHARED + viewId))
      if (view === null) throw notFound('view')
      return list({ ...viewQuery(view.query), ...asked })
    },
  }
}

function activeView(record: DirectoryRecord | null): ViewRecord | null {
  return record?.kind === 'view' && record.entry.status === 'active' ? record.entry : null
}

function presentView({ id: viewId, name, owner, shared, query }: ViewRecord): SavedView {
  return { id: viewId, name, owner: { ...owner }, shared, query: viewQuery(query) }
}

function ofAnother({ id: viewId, owner }: ViewRecord) {
  const reason = { code: 'view-of-another', view: viewId, owner }
  return refuse('COMMAND_REFUSED', `Somebody else shares a view ${viewId}; give yours another id.`, reason)
}

function tooMany(most: number): DocketError {
  return new DocketError('LIMIT_EXCEEDED', `There are ${most} such views already; remove one first.`, { limit: most })
}

const byName = (a: ViewRecord, b: ViewRecord): number =>
  a.name === b.name ? (a.id < b.id ? -1 : 1) : a.name < b.name ? -1 : 1
