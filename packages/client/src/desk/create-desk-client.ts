import type { DeskShapeOf } from '@docket/core'
import { ClientError } from '../client-error.js'
import type { ClientOptions } from '../client-types.js'
import { type CommandInput, inPath } from '../commands.js'
import { newKey } from '../new-key.js'
import { openClient } from '../open-client.js'
import type { DeskClient } from './desk-client-types.js'
import { DESK_COMMANDS, type DeskCommandName, deskRequestOf, takesNothing } from './desk-commands.js'

/** The handler answers for so many tickets at once. */
const AT_ONCE = 200
const MOST_TRIES = 4

/**
 * Makes a client for agents: {@link DeskClient}. What an agent's client keeps to be sent, one of requesters leaves alone.
 *
 * @example
 * ```ts
 * import { createDeskClient } from '@docket/client/desk'
 *
 * const client = createDeskClient<typeof support>({ baseUrl: '/api/support', user: 'a7', token: () => 'the token' })
 *
 * await client.assign('t1', { agent: 'a7' })
 * for await (const result of client.batch({ tickets: ['t1', 't2'], do: 'close' })) console.log(result.ticketId)
 * ```
 */
export function createDeskClient<Definition>(options: ClientOptions): DeskClient<DeskShapeOf<Definition>> {
  const { client, sender, timers, outbox, itemsOf } = openClient(options, deskRequestOf)
  const { read, send } = sender

  function commandOf(name: DeskCommandName) {
    if (takesNothing(name)) return (id: string, more?: object) => outbox.send(name, id, {}, more)
    return (id: string, input?: CommandInput, more?: object) => outbox.send(name, id, input, more)
  }
  const names = Object.keys(DESK_COMMANDS) as DeskCommandName[]
  const change = (method: string, path: string, input: object, headers = {}) =>
    send({
      method,
      path,
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(input),
    })
  const at = (...parts: readonly string[]) => parts.map(inPath).join('/')
  /** Null for what there is not. */
  const orNull = (path: string) =>
    read(path).catch((error: unknown) => {
      if (error instanceof ClientError && error.code === 'NOT_FOUND') return null
      throw error
    })

  async function* batch({ tickets, idempotencyKey = newKey(), ...input }: BatchGiven) {
    for (let from = 0; from < tickets.length; from += AT_ONCE) {
      const some = { ...input, tickets: tickets.slice(from, from + AT_ONCE) }
      const attempt = () => change('POST', 'batches', some, { 'idempotency-key': idempotencyKey })
      yield* listOf(await timers.retry(attempt, MOST_TRIES))
    }
  }

  async function* undo(results: readonly unknown[]) {
    for (let from = 0; from < results.length; from += AT_ONCE)
      yield* listOf(await change('POST', 'batches/undo', { items: results.slice(from, from + AT_ONCE) }))
  }

  const desk = {
    ...client,
    ...Object.fromEntries(names.map((name) => [name, commandOf(name)])),
    runMacro: (id: string, macro: string, more?: object) => outbox.send('runMacro', id, { macro }, more),
    explain: async (id: string) => read(`${at('tickets', id)}/explanation`),
    history: async (id: string, page?: object) => read(`${at('tickets', id)}/history`, page),
    verdicts: async (id: string) => itemsOf(`${at('tickets', id)}/verdicts`),
    stage: async (id: string) => {
      const { stage } = (await read(`${at('tickets', id)}/stage`)) as { readonly stage: unknown }
      return stage
    },
    journey: async (id: string) => read(`${at('tickets', id)}/journey`),
    duplicates: async (id: string) => itemsOf(`${at('tickets', id)}/duplicates`),
    possibleDuplicates: async (asked: object) => listOf(await change('POST', 'possible-duplicates', asked)),
    search: (text: string, query?: object) => read('search', { ...query, text }),
    form: (query?: object) => read('form', query),
    macros: () => itemsOf('macros'),
    batch,
    undo,
    views: {
      list: () => itemsOf('views'),
      save: async ({ id, ...view }: { readonly id: string }) => change('PUT', at('views', id), view),
      remove: async (id: string) => void (await send({ method: 'DELETE', path: at('views', id) })),
      run: async (id: string, page?: object) => read(`${at('views', id)}/tickets`, page),
    },
    directory: {
      agents: (team?: string) => itemsOf('agents', { team }),
      agent: async (id: string) => orNull(at('agents', id)),
      team: async (id: string) => orNull(at('teams', id)),
      department: async (id: string) => orNull(at('departments', id)),
    },
    categories: {
      tree: (query?: object) => read('categories', query),
      history: () => itemsOf('category-versions'),
      review: (query: object) => read('category-review', query),
    },
    inbox: {
      list: (query?: object) => read('inbox', query),
      markRead: async (ids: readonly string[]) => {
        const { marked } = (await change('POST', 'inbox/read', { ids })) as { readonly marked: number }
        return marked
      },
    },
  }
  return desk as unknown as DeskClient<DeskShapeOf<Definition>>
}

interface BatchGiven {
  readonly tickets: readonly string[]
  readonly idempotencyKey?: string
}

const listOf = (answer: unknown) => (answer as { readonly items: readonly unknown[] }).items
