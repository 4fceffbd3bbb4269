import type { FoundTicket, Store, TicketSearch } from '@docket/core/store'
import { commitOf } from '../../src/store/records.js'
import { type BrokenStore, withMethods } from './broken-store.js'

const breakSearch =
  (search: (store: Store, given: TicketSearch) => Promise<FoundTicket[]>) =>
  (store: Store): Store =>
    withMethods(store, { search: (given) => search(store, given) })

const breakSearches =
  (change: (terms: Parameters<Store['commit']>[0]) => Parameters<Store['commit']>[0]) =>
  (store: Store): Store =>
    withMethods(store, { commit: (given) => store.commit(change(given)) })

export const brokenSearch: readonly BrokenStore[] = [
  {
    name: 'finds tickets that have one of the terms',
    caughtBy: ['search/all-terms', 'search/many-terms'],
    breakIt: breakSearch((store, given) => store.search({ ...given, terms: given.terms.slice(0, 1) })),
  },
  {
    name: 'searches notes for everybody',
    caughtBy: ['search/notes-hidden', 'search/scores'],
    breakIt: breakSearch((store, given) => store.search({ ...given, visibility: ['public', 'internal'] })),
  },
  {
    name: 'finds terms without regard to case',
    caughtBy: ['search/exactly'],
    breakIt: (store) =>
      withMethods(store, {
        commit: (given) =>
          store.commit({
            ...given,
            searches: given.searches.map((one) => ({ ...one, terms: one.terms.map((term) => term.toLowerCase()) })),
          }),
        search: (given) => store.search({ ...given, terms: given.terms.map((term) => term.toLowerCase()) }),
      }),
  },
  {
    name: 'finds what was erased',
    caughtBy: ['search/erased', 'search/visible-at-once'],
    breakIt: (store) => {
      const kept = new Map<string, Parameters<Store['commit']>[0]['searches'][number]>()
      return withMethods(store, {
        commit: async (given) => {
          for (const one of given.searches) kept.set(`${one.tenant} ${one.ticketId} ${one.part}`, one)
          const result = await store.commit(given)
          const ids = given.erasures.map(({ ticketId }) => ticketId)
          const searches = [...kept.values()].filter((one) => ids.includes(one.ticketId) && one.tenant === given.tenant)
          if (result.ok && searches.length > 0) {
            await store.commit(commitOf({ tenant: given.tenant, searches }))
          }
          return result
        },
      })
    },
  },
  {
    name: 'keeps the former terms of a subject',
    caughtBy: ['search/replaced'],
    breakIt: (store) => {
      let number = 0
      return breakSearches((given) => ({
        ...given,
        searches: given.searches.map((one) => {
          number += 1
          return one.part === 'subject' ? { ...one, part: `subject ${number}` } : one
        }),
      }))(store)
    },
  },
  {
    name: 'forgets the conditions of a search',
    caughtBy: ['search/conditions'],
    breakIt: breakSearch((store, given) => store.search({ ...given, where: [] })),
  },
  {
    name: 'pages a search past ties',
    caughtBy: ['search/pages'],
    breakIt: breakSearch((store, given) =>
      store.search(given.after === null ? given : { ...given, after: { ...given.after, id: '' } }),
    ),
  },
  {
    name: 'gives the latest first, whatever the score',
    caughtBy: ['search/order'],
    breakIt: breakSearch(async (store, given) =>
      (await store.search(given)).sort((a, b) => b.ticket.updatedAt - a.ticket.updatedAt),
    ),
  },
  {
    name: 'gives found tickets without their score',
    caughtBy: ['search/scores', 'search/whole'],
    breakIt: breakSearch(async (store, given) => (await store.search(given)).map((one) => ({ ...one, score: 0 }))),
  },
  {
    name: 'drops the tenant in a search',
    caughtBy: ['search/tenants'],
    breakIt: (store) => {
      const tenants = new Set<string>()
      return withMethods(store, {
        commit: (given) => {
          tenants.add(given.tenant)
          return store.commit(given)
        },
        search: async (given) =>
          (await Promise.all([...tenants].map((tenant) => store.search({ ...given, tenant })))).flat(),
      })
    },
  },
]
