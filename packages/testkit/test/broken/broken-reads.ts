import type { Store, TicketQuery, TicketRecord } from '@docket/core/store'
import { ticketRecord } from '../../src/store/records.js'
import { type BrokenStore, withMethods } from './broken-store.js'

const breakQuery =
  (query: (store: Store, given: TicketQuery) => Promise<TicketRecord[]>) =>
  (store: Store): Store =>
    withMethods(store, { query: (given) => query(store, given) })

export const brokenReads: readonly BrokenStore[] = [
  {
    name: 'drops the tenant in a query',
    caughtBy: ['tenancy/no-foreign-list'],
    breakIt: (store) => {
      const tenants = new Set<string>()
      return withMethods(store, {
        commit: (given) => {
          tenants.add(given.tenant)
          return store.commit(given)
        },
        query: async (given) =>
          (await Promise.all([...tenants].map((tenant) => store.query({ ...given, tenant })))).flat(),
      })
    },
  },
  {
    name: 'drops the tenant when it settles',
    caughtBy: ['tenancy/foreign-settle'],
    breakIt: (store) =>
      withMethods(store, {
        settleOutbox: (settlements) =>
          store.settleOutbox(settlements.map((s) => (s.tenant === 'stranger' ? { ...s, tenant: 'acme' } : s))),
      }),
  },
  {
    name: 'compares tenants without regard to case',
    caughtBy: ['tenancy/nothing-foreign'],
    breakIt: (store) => withMethods(store, { load: (tenant, id) => store.load(tenant.toLowerCase(), id) }),
  },
  {
    name: 'pages by offset',
    caughtBy: ['paging/updatedAt-desc-writes', 'paging/createdAt-desc-writes', 'paging/cursor-gone'],
    breakIt: (store) => {
      let offset = 0
      return withMethods(store, {
        query: async (given) => {
          if (given.after === null) offset = 0
          const all = await store.query({ ...given, after: null, limit: 1000 })
          const page = all.slice(offset, offset + given.limit)
          offset += page.length
          return page
        },
      })
    },
  },
  {
    name: 'pages past ties',
    caughtBy: ['paging/createdAt-asc', 'paging/priority-desc'],
    breakIt: breakQuery((store, given) => {
      const id = given.direction === 'asc' ? '\u{10ffff}' : ''
      return store.query(given.after === null ? given : { ...given, after: { ...given.after, id } })
    }),
  },
  {
    name: 'lists tickets without a due date last',
    caughtBy: ['paging/dueAt-asc', 'paging/due-only'],
    breakIt: breakQuery(async (store, given) => {
      const found = await store.query(given)
      if (given.sort !== 'dueAt') return found
      const all = await store.query({ ...given, sort: 'createdAt', after: null, limit: 1000 })
      return [...found, ...all.filter(({ dueAt }) => dueAt === null)].slice(0, given.limit)
    }),
  },
  {
    name: 'takes no due date for an early one',
    caughtBy: ['filters/due', 'filters/as-stored'],
    breakIt: breakQuery(async (store, given) => {
      const found = await store.query(given)
      const where = given.where.filter(({ on }) => on !== 'dueAt')
      if (where.length === given.where.length) return found
      return [...found, ...(await store.query({ ...given, where })).filter(({ dueAt }) => dueAt === null)]
    }),
  },
  {
    name: 'looks for the first of several categories alone',
    caughtBy: ['filters/categories'],
    breakIt: breakQuery((store, given) => {
      const where = given.where.map((one) => (one.on === 'categories' ? { ...one, in: one.in.slice(0, 1) } : one))
      return store.query({ ...given, where })
    }),
  },
  {
    name: 'takes a ticket for snoozed until somebody has looked',
    caughtBy: ['filters/snoozed'],
    breakIt: breakQuery((store, given) => {
      const where = given.where.map((one) => (one.on === 'snoozed' ? { ...one, at: 0 } : one))
      return store.query({ ...given, where })
    }),
  },
  {
    name: 'takes every ticket that is over for an archived one',
    caughtBy: ['filters/archived'],
    breakIt: breakQuery((store, given) => {
      const over = (is: boolean) => (is ? (['terminal'] as const) : (['open', 'waiting', 'solved'] as const))
      const where = given.where.map((one) => (one.on === 'archived' ? { on: 'phase' as const, in: over(one.is) } : one))
      return store.query({ ...given, where })
    }),
  },
  {
    name: 'forgets the calendars of a promise',
    caughtBy: ['tickets/every-column', 'fidelity/promises'],
    breakIt: (store) =>
      withMethods(store, {
        load: async (tenant, id) => {
          const ticket = await store.load(tenant, id)
          const promise = ticket?.sla?.promise && { ...ticket.sla.promise, calendars: {} }
          return promise && ticket.sla ? { ...ticket, sla: { ...ticket.sla, promise } } : ticket
        },
      }),
  },
  ...(['offer', 'passedBy', 'weight', 'inputs'] as const).map((part) => ({
    name: `forgets the ${part} of a ticket`,
    caughtBy: ['tickets/every-column'],
    breakIt: (store: Store) =>
      withMethods(store, {
        load: async (tenant, id) => {
          const ticket = await store.load(tenant, id)
          return ticket && { ...ticket, [part]: ticketRecord(id)[part] }
        },
      }),
  })),
  {
    name: 'forgets until when a decision holds',
    caughtBy: ['tickets/every-column'],
    breakIt: (store) =>
      withMethods(store, {
        load: async (tenant, id) => {
          const ticket = await store.load(tenant, id)
          if (!ticket?.decisions.priority) return ticket
          const { until: _, ...priority } = ticket.decisions.priority
          return { ...ticket, decisions: { ...ticket.decisions, priority } }
        },
      }),
  },
  {
    name: 'keeps the due date that a ticket had first',
    caughtBy: ['fidelity/promises', 'paging/due-only'],
    breakIt: (store) =>
      withMethods(store, {
        commit: async (given) => {
          const tickets = []
          for (const ticket of given.tickets) {
            const before = await store.load(given.tenant, ticket.id)
            tickets.push({ ...ticket, dueAt: before === null ? ticket.dueAt : before.dueAt })
          }
          return store.commit({ ...given, tickets })
        },
      }),
  },
  {
    name: 'finds a number by its text',
    caughtBy: ['fields/kinds-apart'],
    breakIt: breakQuery(async (store, given) => {
      const found = await store.query(given)
      const where = given.where.map((condition) =>
        condition.on === 'field' && 'is' in condition && typeof condition.is === 'number'
          ? { ...condition, is: String(condition.is) }
          : condition,
      )
      const loose = await store.query({ ...given, where })
      return [...found, ...loose.filter(({ id }) => found.every((ticket) => ticket.id !== id))]
    }),
  },
  {
    name: 'returns live objects',
    caughtBy: ['copies/returned'],
    breakIt: (store) => {
      const live = new Map<string, TicketRecord>()
      return withMethods(store, {
        load: async (tenant, ticketId) => {
          const key = JSON.stringify([tenant, ticketId])
          const ticket = live.get(key) ?? (await store.load(tenant, ticketId))
          if (ticket !== null) live.set(key, ticket)
          return ticket
        },
      })
    },
  },
  {
    name: 'keeps what it was passed',
    caughtBy: ['copies/passed'],
    breakIt: (store) => {
      const kept = new Map<string, TicketRecord>()
      return withMethods(store, {
        commit: async (given) => {
          const result = await store.commit(given)
          if (result.ok)
            for (const ticket of given.tickets) kept.set(JSON.stringify([ticket.tenant, ticket.id]), ticket)
          return result
        },
        load: async (tenant, ticketId) => {
          const ticket = kept.get(JSON.stringify([tenant, ticketId]))
          return ticket === undefined ? store.load(tenant, ticketId) : structuredClone(ticket)
        },
      })
    },
  },
  {
    name: 'keeps what it read, whatever others write',
    caughtBy: ['tickets/visible-at-once'],
    perHandle: true,
    breakIt: (store) => {
      const cache = new Map<string, Promise<TicketRecord | null>>()
      return withMethods(store, {
        load: async (tenant, ticketId) => {
          const key = JSON.stringify([tenant, ticketId])
          const cached = cache.get(key) ?? store.load(tenant, ticketId)
          cache.set(key, cached)
          return structuredClone(await cached)
        },
      })
    },
  },
  {
    name: 'trims texts',
    caughtBy: ['fidelity/columns'],
    breakIt: (store) =>
      withMethods(store, {
        messages: async (tenant, ids) =>
          (await store.messages(tenant, ids)).map(
            (message) => message && { ...message, body: message.body?.trim() ?? null },
          ),
      }),
  },
  {
    name: 'leaves out tickets that it does not find',
    caughtBy: ['tickets/load-many'],
    breakIt: (store) =>
      withMethods(store, {
        loadMany: async (tenant, ids) => (await store.loadMany(tenant, ids)).filter((ticket) => ticket !== null),
      }),
  },
  {
    name: 'gives tickets in order of their ids, each once',
    caughtBy: ['tickets/load-many'],
    breakIt: (store) =>
      withMethods(store, { loadMany: async (tenant, ids) => store.loadMany(tenant, [...new Set(ids)].sort()) }),
  },
  {
    name: 'leaves out messages that it does not find',
    caughtBy: ['threads/messages'],
    breakIt: (store) =>
      withMethods(store, {
        messages: async (tenant, ids) => (await store.messages(tenant, ids)).filter((message) => message !== null),
      }),
  },
  {
    name: 'gives messages in order of their ids, each once',
    caughtBy: ['threads/messages'],
    breakIt: (store) =>
      withMethods(store, { messages: async (tenant, ids) => store.messages(tenant, [...new Set(ids)].sort()) }),
  },
  {
    name: 'shows notes to the requester',
    caughtBy: ['threads/thread-pages'],
    breakIt: (store) =>
      withMethods(store, { thread: (query) => store.thread({ ...query, visibility: ['public', 'internal'] }) }),
  },
  {
    name: 'leaves out external references that it does not find',
    caughtBy: ['tickets/external-order', 'tickets/external-many'],
    breakIt: (store) =>
      withMethods(store, {
        findByExternal: async (tenant, references) =>
          (await store.findByExternal(tenant, references)).filter((ticket) => ticket !== null),
      }),
  },
  {
    name: 'replaces a registered definition',
    caughtBy: ['definitions/changed', 'definitions/race'],
    breakIt: (store) =>
      withMethods(store, {
        registerDefinitions: async (given) => {
          await store.registerDefinitions(given)
          return [...given]
        },
      }),
  },
  {
    name: 'keeps definitions of all kinds under one id',
    caughtBy: ['definitions/kinds-apart'],
    breakIt: (store) =>
      withMethods(store, {
        registerDefinitions: async (given) => {
          const stored = await store.registerDefinitions(given.map((one) => ({ ...one, kind: 'workflow' })))
          return stored.map((one, place) => ({ ...one, kind: given[place]?.kind ?? one.kind }))
        },
        definition: async (tenant, kind, id, version) => {
          const found = await store.definition(tenant, 'workflow', id, version)
          return found && { ...found, kind }
        },
      }),
  },
]
