import { cacheOf } from './cache.js'
import { ClientError } from './client-error.js'
import type { ClientOptions, UploadBytes, UploadFile } from './client-types.js'
import { COMMANDS, type CommandInput, type CommandName, inPath, type RequestOf, requestBy } from './commands.js'
import { draftsOf } from './drafts.js'
import { goLive } from './live.js'
import { openOutbox } from './outbox.js'
import { senderOf } from './sender.js'
import { keptIn } from './storage.js'
import { browserTabs } from './tabs.js'
import { timersOf, usualTimer } from './timers.js'
import { fetchTransport, type Transport } from './transport.js'

const ENDLESSLY = 1e9
// How long an upload takes, nobody knows.
const A_DAY_MS = 86_400_000
const BYTES = 'application/octet-stream'

interface Page {
  addEventListener?(name: string, listener: () => void): void
  removeEventListener?(name: string, listener: () => void): void
}

/** A client of requesters, and what one with more commands is made of. */
export function openClient(options: ClientOptions, requestOf: RequestOf) {
  const { baseUrl, user, token, transport = fetchTransport(), attempts = ENDLESSLY } = options
  const { tabs = browserTabs(), setTimer = usualTimer } = options
  if (!baseUrl) throw new ClientError(0, 'INVALID_INPUT', 'Give `baseUrl`.')
  const timers = timersOf(setTimer)
  const sender = senderOf(baseUrl, token, transport, timers)
  // Encoded, lest the names of one user begin as another's do.
  const prefix = `docket:${[baseUrl, user ?? 'visitor'].map(encodeURIComponent).join(':')}:`
  const parts = { user, prefix, kept: keptIn(options.storage), tabs, sender, timers }
  let goStill = () => {}
  const cache = cacheOf(
    parts,
    () => outbox.get(),
    (used) => {
      goStill()
      goStill = used ? goLive(parts, (event) => cache.heard(event)) : () => {}
    },
  )
  const outbox = openOutbox(parts, {
    requestOf,
    attempts,
    onAnswer: (entry, answer) => cache.answered(entry, answer),
  })
  outbox.subscribe(() => cache.refresh())

  const page = globalThis as Page
  const wake = () => {
    outbox.adopt()
    timers.wake()
  }
  page.addEventListener?.('online', wake)

  const names = [...Object.keys(COMMANDS), 'deflect'] as CommandName[]
  const { read } = sender
  const itemsOf = async (path: string, query?: object) =>
    ((await read(path, query)) as { readonly items: unknown }).items

  const client = {
    ...Object.fromEntries(
      names.map((name) => [
        name,
        (id: string, input?: CommandInput, more?: object) => outbox.send(name, id, input, more),
      ]),
    ),
    create: (input: CommandInput, more?: object) => outbox.send('create', null, input, more),
    ticket: cache.ticket,
    thread: cache.thread,
    timeline: cache.timeline,
    list: cache.list,
    get: async (id: string, query?: object) => read(`tickets/${inPath(id)}`, query),
    events: async (id: string) => itemsOf(`tickets/${inPath(id)}/events`),
    meta: (query?: object) => read('meta', query),
    suggestions: (text: string, query?: object) => itemsOf('suggestions', { ...query, text }),
    notices: cache.notices,
    async markRead(ids: readonly string[]) {
      const headers = { 'content-type': 'application/json' }
      const asked = { ...requestBy('POST', null, { ids }), path: 'inbox/read', headers }
      const { marked } = (await sender.send(asked)) as { readonly marked: number }
      cache.noticed()
      return marked
    },
    upload: async (file: UploadBytes | UploadFile, via?: Transport['request']) =>
      sender.send({
        method: 'POST',
        path: 'files',
        query: { name: file.name, type: file.type || BYTES },
        headers: { 'content-type': BYTES },
        ...(via ? { via } : { body: 'arrayBuffer' in file ? new Uint8Array(await file.arrayBuffer()) : file.bytes }),
        withinMs: A_DAY_MS,
      }),
    downloadLink: async (id: string) => sender.send({ method: 'POST', path: `files/${inPath(id)}/links` }),
    draft: draftsOf(parts),
    outbox,
    wake,
    close() {
      page.removeEventListener?.('online', wake)
      goStill()
      outbox.close()
      timers.wake()
    },
  }
  return { client, sender, timers, outbox, itemsOf }
}
