import type { FeedPage, FeedQuery, Store } from '@docket/core/store'
import { type BrokenStore, withMethods } from './broken-store.js'

const breakFeed =
  (feed: (store: Store, given: FeedQuery) => Promise<FeedPage>) =>
  (store: Store): Store =>
    withMethods(store, { feed: (given) => feed(store, given) })

export const brokenFeed: readonly BrokenStore[] = [
  {
    name: 'begins its feed at the first event',
    caughtBy: ['feed/present'],
    breakIt: (store) => {
      // Before any event is written, the present is the beginning.
      const beginnings = new Map<string, Promise<FeedPage>>()
      const begin = (tenant: string) => {
        const known = beginnings.get(tenant) ?? store.feed({ tenant, after: null, limit: 1 })
        beginnings.set(tenant, known)
        return known
      }
      return withMethods(store, {
        commit: async (commit) => {
          await begin(commit.tenant)
          return store.commit(commit)
        },
        feed: async (given) => {
          const beginning = await begin(given.tenant)
          return store.feed(given.after === null ? { ...given, after: beginning.next, limit: 100 } : given)
        },
      })
    },
  },
  {
    name: 'gives the last event of a page again',
    caughtBy: ['feed/pages', 'feed/writers'],
    breakIt: breakFeed(async (store, given) => {
      const page = await store.feed(given)
      const before = page.entries.at(-2)
      return page.more && before ? { ...page, next: before.position } : page
    }),
  },
  {
    name: 'skips an event at the end of a full page',
    caughtBy: ['feed/pages', 'feed/positions', 'feed/writers'],
    breakIt: breakFeed(async (store, given) => {
      const page = await store.feed(given)
      return page.more ? { ...page, entries: page.entries.slice(0, -1) } : page
    }),
  },
  {
    name: 'moves the present past an event that it has not given',
    caughtBy: ['feed/writers'],
    breakIt: (store) => {
      // As a reader by number does, when the transaction with the lower number ends last.
      let calls = 0
      return withMethods(store, {
        feed: async (given) => {
          const page = await store.feed(given)
          calls += page.entries.length > 0 ? 1 : 0
          return calls % 7 === 3 ? { ...page, entries: page.entries.slice(1) } : page
        },
      })
    },
  },
  {
    name: 'reads past the position up to which it is asked',
    caughtBy: ['feed/positions', 'feed/reach'],
    breakIt: breakFeed((store, { tenant, after, limit }) => store.feed({ tenant, after, limit })),
  },
  {
    name: 'gives a tenant the feed of another',
    caughtBy: ['feed/tenants'],
    breakIt: breakFeed((store, given) => store.feed({ ...given, tenant: 'acme' })),
  },
  {
    name: 'reads up whoever was away for however long',
    caughtBy: ['feed/reach'],
    breakIt: breakFeed(async (store, given) => {
      const page = await store.feed(given)
      return { ...page, behind: false }
    }),
  },
  {
    name: 'takes a position that it never gave for the present',
    caughtBy: ['feed/odd-positions'],
    breakIt: breakFeed(async (store, given) => {
      const page = await store.feed(given)
      const after = given.after ?? ''
      return after.length < 20 || after.length > 60 ? { ...page, behind: false } : page
    }),
  },
  {
    name: 'keeps a listener after its end',
    caughtBy: ['commit hints/ended'],
    breakIt: (store) =>
      withMethods(store, {
        onCommit: (listener) => {
          store.onCommit(listener)
          return () => {}
        },
      }),
  },
]
