import { expect, it } from 'vitest'
import { mounted } from './world/mounted.js'

type Call = Awaited<ReturnType<typeof mounted>>['call']

const words = (count: number) => 'x'.repeat(count)
const some = (count: number) => Array.from({ length: count }, (_, index) => `n${index}`)

/** What sends so much of each thing that `/meta` tells a limit of. */
const SENT: Readonly<Record<string, (call: Call, path: string, count: number) => ReturnType<Call>>> = {
  subjectCharacters: (call, path, count) => call(`PATCH ${path}`, { body: { subject: words(count) } }),
  bodyCharacters: (call, path, count) => call(`POST ${path}/messages`, { body: { body: words(count) } }),
  idCharacters: (call, path, count) => call(`PATCH ${path}/tags`, { body: { add: [words(count)] } }),
  searchCharacters: (call, _, count) => call(`GET /search?text=${words(count)}`),
  tags: (call, _, count) => call('POST /tickets', { body: { ...NEW, tags: some(count) } }),
  attachmentsPerMessage: (call, path, count) =>
    call(`POST ${path}/messages`, { body: { body: 'Words', attachments: some(count) } }),
  mentions: (call, path, count) => call(`POST ${path}/notes`, { body: { body: 'Words', mentions: some(count) } }),
  pageItems: (call, _, count) => call(`GET /tickets?limit=${count}`),
  suggestionCharacters: (call, _, count) => call(`GET /suggestions?text=${words(count)}`),
  batchTickets: (call, _, count) =>
    call('POST /batches', {
      body: { tickets: some(count), do: 'greet' },
      headers: { accept: 'application/x-ndjson' },
    }),
  requestBytes: (call, _, count) => {
    const body = JSON.stringify({ ...NEW, fields: {} })
    return call('POST /tickets', { body: body.padEnd(count) })
  },
}
const NEW = { subject: 'New', requester: { id: 'c1' } }

// A form that counts to a limit that is none would let a customer write what is refused then.
it('tells limits that hold: so much is taken, and one more is refused', { timeout: 60_000 }, async () => {
  const { call, tenants } = await mounted({ suggest: async () => [] })
  const { limits } = (await call('GET /meta')).json as { limits: Record<string, number> }
  expect(Object.keys(limits).sort()).toEqual(Object.keys(SENT).sort())
  for (const [name, most] of Object.entries(limits)) {
    const [taken, refused] = [
      await SENT[name]?.(call, `/tickets/${tenants.a.own}`, most),
      await SENT[name]?.(call, `/tickets/${tenants.a.own}`, most + 1),
    ]
    // Files and colleagues of these names are not there, which is said only of what is not too many.
    const isMissing = name === 'attachmentsPerMessage' || name === 'mentions'
    expect([200, 201].includes(taken?.status ?? 0), `${name}: ${taken?.text.slice(0, 300)}`).toBe(!isMissing)
    if (isMissing) expect(['ATTACHMENT_UNAVAILABLE', 'COMMAND_REFUSED', 'NOT_FOUND'], name).toContain(taken?.json.code)
    const codes = ['INVALID_INPUT', 'LIMIT_EXCEEDED', 'BODY_TOO_LARGE']
    expect(codes, `${name}: ${refused?.text.slice(0, 300)}`).toContain(refused?.json?.code)
  }
})
