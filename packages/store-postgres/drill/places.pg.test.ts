import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { createDesk, defaultAccess, defineDesk, supportWorkflow } from '@docket/core'
import { afterAll, expect, inject, it } from 'vitest'
import { postgresFixtures } from '../test/postgres-fixture.js'
import type { FromPlaces, ToPlaces } from './places-node.js'

const PROCESSES = 4
const EACH = 16
const PLACES = 5

const fixtures = postgresFixtures()
const children: ChildProcess[] = []

afterAll(async () => {
  for (const child of children) child.kill()
  await fixtures.close()
})

/** So many processes of one desk. */
async function processes(schema: string, routed: boolean): Promise<readonly ChildProcess[]> {
  const started = Array.from({ length: PROCESSES }, () =>
    fork(fileURLToPath(new URL('places-node.ts', import.meta.url)), {
      execArgv: ['--import', 'tsx', '--conditions=@docket/source'],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    }),
  )
  children.push(...started)
  await Promise.all(started.map((child) => ask(child, { kind: 'start', url: inject('postgresUrl'), schema, routed })))
  return started
}

function ask(child: ChildProcess, message: ToPlaces): Promise<FromPlaces> {
  return new Promise((resolve, reject) => {
    child.once('exit', () => reject(new Error('The process ended before it answered')))
    child.once('message', (answer: FromPlaces) => resolve(answer))
    child.send(message)
  })
}

async function together(nodes: readonly ChildProcess[], messageFor: (index: number) => ToPlaces) {
  const answers = await Promise.all(nodes.map((child, index) => ask(child, messageFor(index))))
  const done = answers.flatMap((answer) => (answer.kind === 'done' ? [answer] : []))
  expect(done.flatMap(({ errors }) => errors)).toEqual([])
  return done.flatMap(({ outcomes }) => outcomes)
}

async function office() {
  const { store, schema } = await fixtures.create()
  const definition = defineDesk({ workflows: [supportWorkflow], access: defaultAccess() })
  const desk = await createDesk(definition, { store })
  const admin = desk.as({ tenant: 'acme', actor: { type: 'admin', id: 'boss' } })
  await admin.directory.putAgent({ id: 'ann', name: 'Ann', capacity: PLACES })
  return { admin, schema }
}

it('routes 64 tickets that four processes create at once to five places: exactly five', {
  timeout: 120_000,
}, async () => {
  const { admin, schema } = await office()
  const nodes = await processes(schema, true)
  await together(nodes, () => ({ kind: 'create', count: EACH }))
  const { items } = await admin.list({ limit: 100 })
  expect(items).toHaveLength(PROCESSES * EACH)
  expect(items.filter(({ assignee }) => assignee === 'ann')).toHaveLength(PLACES)
  expect(await admin.directory.agents()).toMatchObject([{ load: PLACES }])
})

it('lets five of 64 assignments through that four processes make at once', { timeout: 120_000 }, async () => {
  const { admin, schema } = await office()
  const ids: string[] = []
  for (let count = 0; count < PROCESSES * EACH; count += 1) {
    ids.push((await admin.create({ subject: 'Lamp', requester: { id: 'c1' } })).id)
  }
  const nodes = await processes(schema, false)
  const outcomes = await together(nodes, (index) => {
    return { kind: 'assign', ticketIds: ids.slice(index * EACH, (index + 1) * EACH) }
  })
  const count = (wanted: string) => outcomes.filter((outcome) => outcome === wanted).length
  expect([count('ann'), count('CAPACITY_EXCEEDED')]).toEqual([PLACES, PROCESSES * EACH - PLACES])
  expect(await admin.directory.agents()).toMatchObject([{ load: PLACES }])
})
