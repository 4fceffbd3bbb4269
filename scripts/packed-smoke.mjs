// Runs inside a plain npm project that has Docket's tarballs and no more (scripts/tarballs.packed.test.mjs): loads every
// entry named on the command line as ESM and as CommonJS, and takes a ticket through its life on the memory store, by
// either kind of module and by both at once, and over HTTP by the client. With POSTGRES_URL set, and `pg` installed, on PostgreSQL too.
import assert from 'node:assert/strict'
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
const keys = (module) =>
  Object.keys(module)
    .filter((key) => key !== 'default' && key !== 'module.exports')
    .sort()

for (const entry of process.argv.slice(2)) {
  const esm = await import(entry)
  const cjs = require(entry)
  assert.ok(keys(esm).length > 0, `${entry} exports nothing`)
  assert.deepEqual(keys(cjs), keys(esm), `${entry} exports the same by import and by require`)
  // Loading it is not enough: a parser that is found but comes in another shape shows only when it is called.
  if (entry === '@docket/core/ical') for (const { holidaysFromIcal } of [esm, cjs]) readFeed(holidaysFromIcal)
}

const esm = {
  core: await import('@docket/core'),
  memory: await import('@docket/store-memory'),
  postgres: await import('@docket/store-postgres'),
  http: await import('@docket/http'),
  client: await import('@docket/client'),
}
const cjs = {
  core: require('@docket/core'),
  memory: require('@docket/store-memory'),
  postgres: require('@docket/store-postgres'),
  http: require('@docket/http'),
  client: require('@docket/client'),
}
await life(esm.core, esm.memory.memoryStore())
await life(cjs.core, cjs.memory.memoryStore())
await life(esm.core, cjs.memory.memoryStore())
for (const kind of [esm, cjs]) await overHttp(kind)
await overHttp({ ...esm, http: cjs.http })

if (process.env.POSTGRES_URL) {
  const { default: pg } = await import('pg')
  const pool = new pg.Pool({ connectionString: process.env.POSTGRES_URL, max: 4 })
  for (const [kind, { core, postgres }] of Object.entries({ esm, cjs })) {
    const schema = `packed_${kind}_${process.versions.node.replaceAll('.', '_')}`
    const store = postgres.postgresStore({ pool, schema })
    await store.migrate()
    await life(core, store)
  }
  await pool.end()
}

async function life({ createDesk, defaultAccess, defineDesk, supportWorkflow, DocketError }, store) {
  const support = defineDesk({ workflows: [supportWorkflow], access: defaultAccess() })
  const desk = await createDesk(support, { store })
  const agent = desk.as({ tenant: 'acme', actor: { type: 'agent', id: 'a7' } })
  const { id } = await agent.create({ subject: 'Screen broken', requester: { id: 'c42' }, body: '屏幕碎了' })
  await agent.reply(id, { body: 'A new one is on its way.' })
  await agent.send(id, { type: 'solve' })
  const refused = await agent.send(id, { type: 'solve' }).catch((error) => error)
  assert.ok(DocketError.is(refused, 'TRANSITION_REFUSED'), String(refused))
  const missing = await agent.reply('nothing', { body: 'Hello?' }).catch((error) => error)
  assert.ok(DocketError.is(missing, 'NOT_FOUND'), String(missing))
  assert.equal((await agent.get(id)).state, 'solved')
  assert.equal((await agent.thread(id)).items[0].body, '屏幕碎了')
  assert.equal((await agent.list({ where: { phase: 'solved' } })).items.length, 1)
}

async function overHttp({ core, memory, http, client: { createClient, ClientError, fetchTransport } }) {
  const support = core.defineDesk({ workflows: [core.supportWorkflow], access: core.defaultAccess() })
  const desk = await core.createDesk(support, { store: memory.memoryStore() })
  const handle = http.createHandler(desk, {
    authenticate: (request) =>
      request.headers.get('authorization') === 'Bearer t'
        ? { tenant: 'acme', actor: { type: 'requester', id: 'c' } }
        : null,
    secret: 'Wc2Zr8Yk4Qm6Tn1Vb9Xp3Ls7Jd5Fg0Ha',
  })
  const transport = fetchTransport({ fetch: (url, init) => handle(new Request(url, init)) })
  const client = createClient({
    baseUrl: 'http://desk.test',
    user: 'c',
    token: () => 't',
    transport,
    storage: null,
    tabs: null,
  })
  const { id } = await client.create({ subject: 'Screen broken' })
  await client.reply(id, { body: '屏幕碎了' })
  assert.equal((await client.thread(id).load())[0].body, '屏幕碎了')
  const refused = await client.send(id, { type: 'reopen' }).catch((error) => error)
  assert.ok(refused instanceof ClientError && refused.code === 'TRANSITION_REFUSED', String(refused))
  client.close()
}

function readFeed(holidaysFromIcal) {
  const lines = ['BEGIN:VCALENDAR', 'BEGIN:VEVENT', 'DTSTART;VALUE=DATE:20251225', 'END:VEVENT', 'END:VCALENDAR', '']
  const { holidays } = holidaysFromIcal(lines.join('\r\n'), { from: '2025-01-01', to: '2025-12-31' })
  assert.deepEqual(holidays, ['2025-12-25'])
}

console.log(`all well on ${process.version}`)
