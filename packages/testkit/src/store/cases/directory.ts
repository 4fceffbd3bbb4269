import assert from 'node:assert/strict'
import { apply, range } from '../assertions.js'
import { agentPut, commitOf, departmentPut, TENANT, teamPut } from '../records.js'
import { caseGroup } from '../store-case.js'

const test = caseGroup('directory')

export const directoryCases = [
  test('agent', 'every part of an agent is kept', async ({ store }) => {
    const put = agentPut('a1', 1, {
      name: 'Ada 😀',
      teams: ['x', 'y'],
      capacity: 4,
      status: 'away',
      skills: { fibre: 5, ipv6: 1 },
      languages: ['de', 'zh-Hant'],
      manager: 'a0',
      authority: 250.5,
    })
    assert.equal(await store.directoryEntry(TENANT, 'agent', 'a1'), null)
    assert.equal(await store.putDirectory(put), true)
    assert.deepEqual(await store.directoryEntry(TENANT, 'agent', 'a1'), put)
  }),

  test('team', 'every part of a team is kept', async ({ store }) => {
    const put = teamPut('x', 1, { name: 'Field', lead: 'a1', department: 'operations', status: 'removed' })
    assert.equal(await store.putDirectory(put), true)
    assert.deepEqual(await store.directoryEntry(TENANT, 'team', 'x'), put)
  }),

  test('department', 'every part of a department is kept', async ({ store }) => {
    const put = departmentPut('d1', 1, { name: 'Operations', head: 'a1', parent: 'd0', status: 'removed' })
    assert.equal(await store.putDirectory(put), true)
    assert.equal(await store.putDirectory(departmentPut('d2', 2)), false)
    assert.deepEqual(await store.directoryEntry(TENANT, 'department', 'd1'), put)
    const next = departmentPut('d1', 2)
    assert.equal(await store.putDirectory(next), true)
    assert.deepEqual(await store.directoryHistory(TENANT, 'department', 'd1'), [put, next])
  }),

  test('versions', 'every version is kept, the last is current', async ({ store, other }) => {
    const versions = [agentPut('a1', 1), agentPut('a1', 2, { status: 'away' }), agentPut('a1', 3, { teams: ['x'] })]
    for (const put of versions) assert.equal(await other.putDirectory(put), true)
    assert.deepEqual(await store.directoryEntry(TENANT, 'agent', 'a1'), versions[2])
    assert.deepEqual(await store.directoryHistory(TENANT, 'agent', 'a1'), versions)
    assert.deepEqual(await store.directoryHistory(TENANT, 'agent', 'none'), [])
  }),

  test('wrong-version', 'a version that does not follow its predecessor is not put', async ({ store }) => {
    for (const version of [0, 2, 3])
      assert.equal(await store.putDirectory(agentPut('a1', version)), false, `${version}`)
    assert.equal(await store.putDirectory(agentPut('a1', 1)), true)
    for (const version of [0, 1, 3])
      assert.equal(await store.putDirectory(agentPut('a1', version)), false, `${version}`)
    assert.equal((await store.directoryHistory(TENANT, 'agent', 'a1')).length, 1)
  }),

  test('kinds-apart', 'an agent, a team and a department of one id are three entries', async ({ store }) => {
    const puts = [agentPut('x', 1), teamPut('x', 1), departmentPut('x', 1)]
    for (const put of puts) assert.equal(await store.putDirectory(put), true, put.kind)
    for (const put of puts) {
      assert.deepEqual(await store.directoryEntry(TENANT, put.kind, 'x'), put)
      assert.deepEqual(await store.directoryHistory(TENANT, put.kind, 'x'), [put])
    }
    assert.deepEqual(
      (await store.agentLoads(TENANT, null)).map(({ agent }) => agent),
      [puts[0]?.entry],
    )
  }),

  test('race', 'of 16 parallel puts of one version one is applied', async ({ store, other }) => {
    for (const version of [1, 2, 3]) {
      const puts = await Promise.all(
        range(16).map((index) =>
          (index % 2 === 0 ? store : other).putDirectory(agentPut('a1', version, { name: `by ${index}` })),
        ),
      )
      assert.equal(puts.filter(Boolean).length, 1)
      const current = await store.directoryEntry(TENANT, 'agent', 'a1')
      assert.equal(current?.entry.name, `by ${puts.indexOf(true)}`)
      assert.equal(current?.version, version)
    }
  }),

  test('loads', 'agents come by id with their load; removed ones are left out', async ({ store }) => {
    for (const id of ['c', 'a', 'B', 'b', 'gone']) await store.putDirectory(agentPut(id, 1))
    await store.putDirectory(agentPut('gone', 2, { status: 'removed' }))
    await store.putDirectory(agentPut('b', 2, { status: 'away', capacity: 3 }))
    await apply(
      store,
      commitOf({
        counters: [
          { key: 'load:b', delta: 2 },
          { key: 'load:gone', delta: 9 },
          { key: 'c', delta: 5 },
        ],
      }),
    )
    const loads = await store.agentLoads(TENANT, null)
    assert.deepEqual(
      loads.map(({ agent, load }) => [agent.id, load]),
      [
        ['B', 0],
        ['a', 0],
        ['b', 2],
        ['c', 0],
      ],
    )
    assert.deepEqual(loads[2]?.agent, agentPut('b', 2, { status: 'away', capacity: 3 }).entry)
  }),

  test('team-loads', 'the agents of a team are those whose current version names it', async ({ store }) => {
    await store.putDirectory(agentPut('a', 1, { teams: ['x', 'y'] }))
    await store.putDirectory(agentPut('b', 1, { teams: ['x'] }))
    await store.putDirectory(agentPut('b', 2, { teams: ['y'] }))
    await store.putDirectory(agentPut('c', 1, { teams: ['X', 'xx'] }))
    await store.putDirectory(teamPut('x', 1))
    const ids = async (team: string) => (await store.agentLoads(TENANT, team)).map(({ agent }) => agent.id)
    assert.deepEqual(await ids('x'), ['a'])
    assert.deepEqual(await ids('y'), ['a', 'b'])
    assert.deepEqual(await ids('none'), [])
  }),
]
