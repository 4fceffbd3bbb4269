import { setImmediate } from 'node:timers/promises'
import type { NotificationQuery, NotificationRecord, Store } from '@docket/core/store'
import { type BrokenStore, withMethods } from './broken-store.js'

const breakPages =
  (page: (store: Store, given: NotificationQuery) => Promise<NotificationRecord[]>) =>
  (store: Store): Store =>
    withMethods(store, { notifications: (given) => page(store, given) })

/** Whom an unread notification of the tenant may be to, whoever asks. */
const EVERYBODY = ['agent', 'role'].flatMap((type) =>
  ['agent-1', 'somebody', 'lead', 'ann', 'Ann'].map((id) => ({ type, id })),
)

export const brokenNotifications: readonly BrokenStore[] = [
  {
    name: 'puts notifications one after the other',
    caughtBy: ['notifications/all-or-none'],
    breakIt: (store) =>
      withMethods(store, {
        putNotifications: async (given) => {
          for (const one of given) await store.putNotifications([one])
        },
      }),
  },
  {
    name: 'replaces a notification that is there',
    caughtBy: ['notifications/put-twice'],
    breakIt: (store) => {
      const latest = new Map<string, NotificationRecord>()
      return withMethods(store, {
        putNotifications: async (given) => {
          await store.putNotifications(given)
          for (const one of given) latest.set(`${one.tenant} ${one.id}`, one)
        },
        notifications: async (query) =>
          (await store.notifications(query)).map((one) => latest.get(`${one.tenant} ${one.id}`) ?? one),
      })
    },
  },
  {
    name: 'keeps a notification anew each time it is put',
    caughtBy: ['notifications/put-twice', 'notifications/put-race'],
    breakIt: (store) => {
      let serial = 0
      const numbered = (one: NotificationRecord) => {
        serial += 1
        return { ...one, id: `${one.id}\n${serial}` }
      }
      return withMethods(store, {
        putNotifications: (given) => store.putNotifications(given.map(numbered)),
        notifications: async (query) =>
          (await store.notifications(query)).map((one) => ({ ...one, id: one.id.split('\n')[0] ?? '' })),
      })
    },
  },
  {
    name: 'drops the tenant of notifications',
    caughtBy: ['tenancy/nothing-foreign', 'tenancy/foreign-notification'],
    breakIt: breakPages((store, given) =>
      store.notifications(given.tenant === 'stranger' ? { ...given, tenant: 'acme' } : given),
    ),
  },
  {
    name: 'marks notifications of any tenant',
    caughtBy: ['tenancy/foreign-notification'],
    breakIt: (store) =>
      withMethods(store, {
        markNotificationsRead: (tenant, ...rest) =>
          store.markNotificationsRead(tenant === 'stranger' ? 'acme' : tenant, ...rest),
      }),
  },
  {
    name: 'tells recipients apart by their id alone',
    caughtBy: ['notifications/recipients'],
    breakIt: breakPages((store, given) =>
      store.notifications({
        ...given,
        recipients: given.recipients.flatMap(({ id }) => ['agent', 'role'].map((type) => ({ type, id }))),
      }),
    ),
  },
  {
    name: 'gives the pages of several recipients one behind the other',
    caughtBy: ['notifications/recipients', 'notifications/thousand'],
    breakIt: breakPages(async (store, given) => {
      const pages = await Promise.all(
        given.recipients.map((recipient) => store.notifications({ ...given, recipients: [recipient] })),
      )
      return pages.flat().slice(0, given.limit)
    }),
  },
  {
    name: 'gives the oldest notifications first',
    caughtBy: ['notifications/put', 'notifications/pages'],
    breakIt: breakPages(async (store, given) => (await store.notifications(given)).reverse()),
  },
  {
    name: 'pages past notifications of one instant',
    caughtBy: ['notifications/pages', 'notifications/pages-while-put'],
    breakIt: breakPages((store, given) =>
      store.notifications(given.after === null ? given : { ...given, after: { ...given.after, id: '' } }),
    ),
  },
  {
    name: 'pages notifications by offset',
    caughtBy: ['notifications/pages-while-put'],
    breakIt: (store) => {
      let offset = 0
      return withMethods(store, {
        notifications: async (given) => {
          if (given.after === null) offset = 0
          const all = await store.notifications({ ...given, after: null, limit: 1000 })
          const page = all.slice(offset, offset + given.limit)
          offset += page.length
          return page
        },
      })
    },
  },
  {
    name: 'marks anybody’s notifications',
    caughtBy: ['notifications read/others'],
    breakIt: (store) =>
      withMethods(store, {
        markNotificationsRead: (tenant, _recipients, ids, readAt) =>
          store.markNotificationsRead(tenant, EVERYBODY, ids, readAt),
      }),
  },
  {
    name: 'moves the instant of what was read before',
    caughtBy: ['notifications read/first-instant'],
    breakIt: (store) => {
      const read = new Map<string, number>()
      return withMethods(store, {
        markNotificationsRead: (tenant, recipients, ids, readAt) => {
          for (const id of ids) read.set(`${tenant} ${id}`, readAt)
          return store.markNotificationsRead(tenant, recipients, ids, readAt)
        },
        notifications: async (query) =>
          (await store.notifications(query)).map((one) => ({
            ...one,
            readAt: read.get(`${one.tenant} ${one.id}`) ?? null,
          })),
      })
    },
  },
  {
    name: 'counts what it was asked to mark, not what it marked',
    caughtBy: ['notifications read/mark', 'notifications read/others', 'notifications read/race'],
    breakIt: (store) =>
      withMethods(store, {
        markNotificationsRead: async (tenant, recipients, ids, readAt) => {
          await store.markNotificationsRead(tenant, recipients, ids, readAt)
          return ids.length
        },
      }),
  },
  {
    name: 'counts the unread, then marks them',
    caughtBy: ['notifications read/race'],
    breakIt: (store) =>
      withMethods(store, {
        markNotificationsRead: async (tenant, recipients, ids, readAt) => {
          const unread = await store.notifications({ tenant, recipients, unreadOnly: true, limit: 1000, after: null })
          await setImmediate()
          await store.markNotificationsRead(tenant, recipients, ids, readAt)
          return unread.filter(({ id }) => ids.includes(id)).length
        },
      }),
  },
  {
    name: 'drops the read ones from a page of unread ones, which gets short',
    caughtBy: ['notifications read/unread-only'],
    breakIt: breakPages(async (store, given) => {
      const page = await store.notifications({ ...given, unreadOnly: false })
      return given.unreadOnly ? page.filter(({ readAt }) => readAt === null) : page
    }),
  },
  {
    name: 'forgets only notifications that were read',
    caughtBy: ['notifications read/forget', 'notifications read/forget-everywhere'],
    breakIt: (store) => {
      const put = new Map<string, NotificationRecord>()
      return withMethods(store, {
        putNotifications: async (given) => {
          await store.putNotifications(given)
          for (const one of given) put.set(`${one.tenant} ${one.id}`, one)
        },
        forgetNotifications: async (before) => {
          const count = await store.forgetNotifications(before)
          await store.putNotifications([...put.values()])
          return count
        },
      })
    },
  },
  {
    name: 'forgets what was made at the very instant',
    caughtBy: ['notifications read/forget'],
    breakIt: (store) => withMethods(store, { forgetNotifications: (before) => store.forgetNotifications(before + 1) }),
  },
]
