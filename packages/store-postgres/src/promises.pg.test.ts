import {
  createDesk,
  defaultAccess,
  defineCalendar,
  defineDesk,
  type SlaPolicyInput,
  type Store,
  supportWorkflow,
} from '@docket/core'
import { sequentialIds } from '@docket/core/testing'
import type pg from 'pg'
import { afterAll, expect, it } from 'vitest'
import { type PostgresFixture, postgresFixtures, testPool } from '../test/postgres-fixture.js'
import { postgresStore } from './index.js'

const fixtures = postgresFixtures()
const pool = testPool()

afterAll(async () => {
  await pool.end()
  await fixtures.close()
})

const daily = [['09:00', '17:00']] as const
const office = defineCalendar({
  timeZone: 'Europe/Berlin',
  weekly: { mon: daily, tue: daily, wed: daily, thu: daily, fri: daily },
})
const STANDARD = {
  id: 'standard',
  calendar: 'office',
  targets: {
    firstResponse: { within: { hours: 1 }, escalate: [] },
    nextResponse: { within: { hours: 1 } },
    acceptance: { within: { hours: 1 }, escalate: [] },
    resolution: { within: { hours: 8 }, escalate: [{ after: {}, do: [{ action: 'raisePriority' }] }] },
  },
} as const

type Policy = SlaPolicyInput<object, 'urgent' | 'high' | 'normal' | 'low', 'office'>

/** A store that counts the statements which it sends. */
function countingStore({ schema, clock }: PostgresFixture) {
  let sent = 0
  const query = (statement: pg.QueryConfig) => {
    sent += 1
    return pool.query(statement)
  }
  const store = postgresStore({ pool: { query, on: (event, listener) => pool.on(event, listener) }, schema, clock })
  const count = async (call: () => Promise<unknown>) => {
    const before = sent
    await call()
    return sent - before
  }
  return { store, count }
}

const deskOn = async (sla: readonly Policy[], { clock }: PostgresFixture, store: Store) => {
  const definition = defineDesk({ workflows: [supportWorkflow], access: defaultAccess(), calendars: { office }, sla })
  const desk = await createDesk(definition, { store, clock, ids: sequentialIds('an-id-of-sixteen') })
  return { desk, admin: desk.as({ tenant: 'acme', actor: { type: 'admin', id: 'root' } }) }
}

async function openDesk(sla: readonly Policy[]) {
  const fixture = await fixtures.create()
  const { store, count } = countingStore(fixture)
  const { desk, admin } = await deskOn(sla, fixture, store)
  await admin.directory.putAgent({ id: 'ann', name: 'Ann' })
  return { fixture, desk, admin, store, count }
}

/** The statements of each command of a ticket's life. */
async function statements(sla: readonly Policy[]) {
  const { desk, admin, fixture, count } = await openDesk(sla)
  const requester = desk.as({ tenant: 'acme', actor: { type: 'requester', id: 'cem' } })
  const other = await admin.create({ subject: 'Before', requester: { id: 'cem' } })
  let id = ''
  const created = await count(async () => {
    id = (await admin.create({ subject: 'The lamp hums', requester: { id: 'cem' }, body: 'At night' })).id
  })
  await fixture.clock.advance(60_000)
  const commands: Record<string, () => Promise<unknown>> = {
    assign: () => admin.assign(id, { agent: 'ann' }),
    reply: () => admin.reply(id, { body: 'Which lamp?' }),
    wait: () => admin.send(id, { type: 'askRequester' }),
    // By itself that ends the wait.
    answer: () => requester.reply(id, { body: 'All' }),
    waitAgain: () => admin.send(id, { type: 'askRequester' }),
    resume: () => admin.send(id, { type: 'resume' }),
    setPriority: () => admin.setPriority(id, { priority: 'high' }),
    link: () => admin.link(id, { kind: 'duplicates', ticketId: other.id }),
    solve: () => admin.send(id, { type: 'solve' }),
    get: () => admin.get(id),
    list: () => admin.list(),
    reopen: () => admin.send(id, { type: 'reopen' }),
  }
  const counts: Record<string, number> = { create: created }
  for (const [name, command] of Object.entries(commands)) counts[name] = await count(command)
  return counts
}

it('a promise costs no command a round trip', async () => {
  const without = await statements([])
  expect(without).toMatchObject({ create: 1, reply: 2, wait: 2, answer: 2, setPriority: 2, solve: 2, get: 1, list: 1 })
  expect(await statements([STANDARD])).toEqual(without)
})

it('what has come due is written with the command that finds it, and a definition is loaded once', async () => {
  const { admin, fixture, count } = await openDesk([STANDARD])
  const ids: string[] = []
  for (let index = 0; index < 3; index += 1) {
    ids.push((await admin.create({ subject: `${index}`, requester: { id: 'cem' } })).id)
  }
  const [first = '', second = '', third = ''] = ids
  await fixture.clock.advance(5 * 86_400_000)
  expect(await count(() => admin.tag(first, { add: ['late'] }))).toBe(2)
  expect((await admin.verdicts(first)).map(({ target }) => target)).toEqual(['firstResponse', 'resolution'])

  const other = countingStore(fixture)
  const young = await deskOn([{ ...STANDARD, version: 2 }], fixture, other.store)
  const counts: number[] = []
  for (const id of [second, third]) {
    counts.push(
      await other.count(async () => {
        expect((await young.admin.get(id)).sla?.policy).toEqual({ id: 'standard', version: 1 })
      }),
    )
  }
  expect(counts).toEqual([2, 1])
})

it('a promise made in a transaction of the host is there when the host commits, with its timer, and not before', async () => {
  const { desk, admin, fixture, store } = await openDesk([STANDARD])
  const host = await fixture.pool.connect()
  const within = () => {
    const bound = store.within({ query: (text, values) => host.query(text, values) })
    return desk.using(bound).as({ tenant: 'acme', actor: { type: 'agent', id: 'ann' } })
  }
  try {
    await host.query('begin')
    const lost = await within().create({ subject: 'Lost', requester: { id: 'cem' } })
    expect(lost.sla?.policy.id).toBe('standard')
    await host.query('rollback')
    expect([await desk.system.nextWakeupAt(), (await admin.list()).items]).toEqual([null, []])

    await host.query('begin')
    const { id } = await within().create({ subject: 'Kept', requester: { id: 'cem' } })
    expect(await desk.system.nextWakeupAt()).toBeNull()
    await host.query('commit')
    expect(await desk.system.nextWakeupAt()).not.toBeNull()

    // What a rolled back command found due is still due.
    await fixture.clock.advance(5 * 86_400_000)
    await host.query('begin')
    await within().tag(id, { add: ['late'] })
    await host.query('rollback')
    expect(await admin.verdicts(id)).toEqual([])
    await desk.system.tick()
    expect((await admin.verdicts(id)).map(({ target, verdict }) => [target, verdict])).toEqual([
      ['firstResponse', 'breached'],
      ['resolution', 'breached'],
    ])
    expect(await admin.get(id)).toMatchObject({ priority: 'high', tags: [] })
  } finally {
    await host.query('rollback').catch(() => {})
    host.release()
  }
})
