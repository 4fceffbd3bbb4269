import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { Validator } from '@seriousme/openapi-schema-validator'
import openapiTypes, { astToString } from 'openapi-typescript'
import { afterAll, expect, it } from 'vitest'
import { handlerOf } from '../src/handler/create-handler.js'
import { createHandler, type Handler, openApi } from '../src/index.js'
import type { Route } from '../src/route/route-types.js'
import { docsRoutes } from '../src/routes/docs.js'
import { ROUTES } from '../src/routes/index.js'
import { PROBLEM_CODES } from '../src/schema/http-errors.js'
import { authenticate } from './probes/callers.js'
import { caseWorld } from './world/case-world.js'
import { SECRET } from './world/mounted.js'

const run = promisify(execFile)
const root = fileURLToPath(new URL('../../../', import.meta.url))
const folders: string[] = []
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))))

it('is a document that a validator of OpenAPI 3.1 finds no fault with', async () => {
  const validator = new Validator()
  const result = await validator.validate(structuredClone(openApi()) as never)
  expect(result.errors ?? []).toEqual([])
  expect([result.valid, validator.version]).toEqual([true, '3.1'])
})

// Nobody has to sign in for it, and writing it takes some 100 ms of CPU.
it('is written once for a handler, as the page is, whoever asks how often', async () => {
  const { desk } = await caseWorld()
  const read = { openapi: 0, docs: 0 }
  const counted = (name: keyof typeof read) => ({
    ...(ROUTES.find(({ id }) => id === 'getMeta') as Route),
    get summary() {
      read[name] += 1
      return 'A route.'
    },
  })
  for (const [name, path] of [
    ['openapi', '/openapi.json'],
    ['docs', '/docs'],
  ] as const) {
    const handle = handlerOf(desk, { authenticate, secret: SECRET }, [...docsRoutes, counted(name)])
    const ask = async () => {
      const response = await handle(new Request(`https://desk.test${path}`))
      return [response.status, response.headers.get('content-type'), await response.text()]
    }
    const [first, ...more] = await Promise.all([ask(), ask(), ask()])
    expect([...more, await ask()]).toEqual([first, first, first])
    expect([first?.[0], read[name]]).toEqual([200, 1])
  }
})

it('names every route once', () => {
  const { paths } = openApi() as unknown as { paths: Record<string, Record<string, { operationId: string }>> }
  const ids = Object.values(paths).flatMap((path) => Object.values(path).map(({ operationId }) => operationId))
  expect(ids.sort()).toEqual(ROUTES.map(({ id }) => id).sort())
})

it('says which routes heed which headers', () => {
  type Operation = { readonly parameters: readonly { readonly name: string; readonly in: string }[] }
  const { paths } = openApi() as unknown as { paths: Record<string, Record<string, Operation>> }
  const headersOf = (path: string, method: string) =>
    paths[path]?.[method]?.parameters.filter((one) => one.in === 'header').map(({ name }) => name)
  expect(headersOf('/stream', 'get')).toEqual(['Last-Event-ID'])
  expect(headersOf('/tickets', 'get')).toEqual([])
  expect(headersOf('/tickets/{ticketId}/messages', 'post')).toEqual(['Idempotency-Key', 'If-Match'])
})

it('says how one signs in, and what needs nobody to be signed in', () => {
  type Operation = { readonly operationId: string; readonly security?: readonly object[] }
  const { paths, security, components } = openApi() as unknown as {
    readonly paths: Record<string, Record<string, Operation>>
    readonly security: readonly object[]
    readonly components: { readonly securitySchemes: object; readonly schemas: Record<string, object> }
  }
  expect(security).toEqual([{ bearer: [] }, { cookie: [] }])
  expect(Object.keys(components.securitySchemes)).toEqual(['bearer', 'cookie'])
  const open = Object.values(paths).flatMap((path) => Object.values(path).filter((one) => one.security?.length === 0))
  expect(open.map(({ operationId }) => operationId).sort()).toEqual(
    ROUTES.filter(({ access }) => access === 'everybody')
      .map(({ id }) => id)
      .sort(),
  )
  // A format that OpenAPI does not know says nothing to a generator.
  expect(components.schemas['Problem']).toMatchObject({ properties: { type: { pattern: '^urn:docket:[A-Z_]+$' } } })
  expect(JSON.stringify(components.schemas['Problem'])).not.toContain('"format"')
})

it('says which answers have an etag', () => {
  type Operation = { readonly responses: Record<string, { readonly headers?: { readonly etag?: object } }> }
  const { paths } = openApi() as unknown as { paths: Record<string, Record<string, Operation>> }
  const etagOf = (path: string, method: string) =>
    Object.entries(paths[path]?.[method]?.responses ?? {}).some(([, { headers }]) => headers?.etag !== undefined)
  expect([etagOf('/tickets/{ticketId}', 'get'), etagOf('/tickets', 'post'), etagOf('/categories', 'get')]).toEqual([
    true,
    true,
    true,
  ])
  // Answered with a message and a category, which have no version of their own.
  expect([etagOf('/tickets/{ticketId}/messages', 'post'), etagOf('/categories', 'post')]).toEqual([false, false])
})

it('says every code that a problem can have', () => {
  const { components } = openApi() as unknown as {
    components: { schemas: { Problem: { properties: { code: { enum: string[] } } } } }
  }
  const { enum: codes } = components.schemas.Problem.properties.code
  expect(codes).toEqual(PROBLEM_CODES)
  expect(codes).toEqual(expect.arrayContaining(['BODY_STALLED', 'VERSION_CONFLICT', 'UNAUTHENTICATED', 'INTERNAL']))
})

it('is found to be wrong when it is', async () => {
  const broken = structuredClone(openApi()) as unknown as { paths: Record<string, object> }
  broken.paths['/health'] = { get: { responses: { 200: {} } } }
  expect((await new Validator().validate(broken as never)).valid).toBe(false)
})

const CLIENT = `
import createClient from 'openapi-fetch'
import type { paths } from './api.js'

const client = createClient<paths>({
  baseUrl: process.argv[2] ?? '',
  headers: { authorization: 'Bearer a:agent:ag1' },
})
const created = await client.POST('/tickets', {
  params: { header: { 'Idempotency-Key': 'k1' } },
  body: { subject: 'By a generated client', requester: { id: 'c7' }, tags: ['generated'] },
})
if (created.error) throw new Error(created.error.detail)
const ticketId: string = created.data.id
const { data, error, response } = await client.GET('/tickets/{ticketId}', { params: { path: { ticketId } } })
if (error) throw new Error(error.code)
const missing = await client.GET('/tickets/{ticketId}', { params: { path: { ticketId: 'none' } } })
const where = JSON.stringify({ requester: 'c7' })
const list = await client.GET('/tickets', { params: { query: { where, limit: 10 } } })
console.log(JSON.stringify([data.subject, data.tags, response.headers.get('etag'), missing.error?.code, list.data?.items.length]))
// @ts-expect-error a ticket has a subject
void (() => client.POST('/tickets', { body: { requester: { id: 'c7' } } }))
`

it('lets a generated client create a ticket', { timeout: 240_000 }, async () => {
  const folder = await mkdtemp(fileURLToPath(new URL('./generated-', import.meta.url)))
  folders.push(folder)
  await writeFile(join(folder, 'api.ts'), astToString(await openapiTypes(structuredClone(openApi()) as never)))
  await writeFile(join(folder, 'client.ts'), CLIENT)
  const options = [
    '--ignoreConfig',
    '--module',
    'nodenext',
    '--target',
    'es2022',
    '--strict',
    '--skipLibCheck',
    '--types',
    'node',
    '--outDir',
    join(folder, 'out'),
  ]
  const compiled = run(join(root, 'node_modules/.bin/tsc'), [...options, join(folder, 'client.ts')], { cwd: folder })
  expect(await compiled.catch(({ stdout }: { stdout: string }) => stdout)).toEqual({ stdout: '', stderr: '' })

  const { desk } = await caseWorld()
  const handle = createHandler(desk, { authenticate, secret: SECRET })
  const server = createServer((incoming, outgoing) => void serve(handle, incoming, outgoing))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    const { port } = server.address() as AddressInfo
    const { stdout } = await run(process.execPath, [join(folder, 'out/client.js'), `http://127.0.0.1:${port}`])
    expect(JSON.parse(stdout)).toEqual(['By a generated client', ['generated'], '"4"', 'NOT_FOUND', 1])
  } finally {
    await new Promise((resolve) => server.close(resolve))
  }
})

/** What a server of Node's does with a handler. */
async function serve(handle: Handler, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const { method = 'GET', url = '/', headers } = incoming
  const body = method === 'GET' ? {} : { body: Readable.toWeb(incoming) as ReadableStream<Uint8Array>, duplex: 'half' }
  const request = new Request(new URL(url, 'http://127.0.0.1'), {
    method,
    headers: headers as Record<string, string>,
    ...body,
  } as RequestInit)
  const response = await handle(request)
  outgoing.writeHead(response.status, Object.fromEntries(response.headers))
  outgoing.end(Buffer.from(await response.arrayBuffer()))
}
