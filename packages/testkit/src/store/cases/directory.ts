import assert from 'node:assert/strict'
import type { Store } from '@docket/core/store'
import { idsOf, range } from '../assertions.js'
import { agentPut, categoriesPut, departmentPut, START, TENANT, teamPut } from '../records.js'
import { caseGroup } from '../store-case.js'

const test = caseGroup('directory')

const agentsOf = (store: Store, teams: readonly string[] | null) => store.agents(TENANT, teams)

export const directoryCases = [
  test('agent', 'every part of an agent is kept', async ({ store }) => {
    const put = agentPut('a1', 1, {
      name: 'Ada 😀',
      teams: ['x', 'y'],
      capacity: 4,
      channels: { chat: 3, phone: 0, '😀': 1 },
      status: 'away',
      shift: 'office',
      vacations: [
        { from: START, to: START + 1 },
        { from: -1, to: 0 },
      ],
      skills: { fibre: 5, ipv6: 1 },
      languages: ['de', 'zh-Hant'],
      manager: 'a0',
      authority: 250.5,
      rating: -0.5,
      weight: 0.25,
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

  test('categories', 'every part of a tree of categories is kept, in its order', async ({ store }) => {
    const top = {
      id: 'hardware',
      label: { en: 'Hardware', 'zh-Hans': '硬件 😀' },
      parent: null,
      status: 'active',
    } as const
    const lamp = { id: 'lamp', label: { en: 'Lamp' }, parent: 'hardware', status: 'retired', mergedInto: 'b' } as const
    const rest = { id: 'b', label: {}, parent: null, status: 'active', other: true } as const
    const [put, next] = [categoriesPut(1, [top, lamp, rest]), categoriesPut(2, [rest, top])]
    assert.equal(await store.directoryEntry(TENANT, 'categories', 'tree'), null)
    for (const version of [put, next]) assert.equal(await store.putDirectory(version), true)
    assert.equal(await store.putDirectory(next), false)
    assert.deepEqual(await store.directoryEntry(TENANT, 'categories', 'tree'), next)
    assert.deepEqual(await store.directoryHistory(TENANT, 'categories', 'tree'), [put, next])
    assert.deepEqual(await agentsOf(store, null), [])
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

  test('kinds-apart', 'an agent, a team, a department and a tree of one id are four entries', async ({ store }) => {
    const puts = [agentPut('x', 1), teamPut('x', 1), departmentPut('x', 1), { ...categoriesPut(1, []), id: 'x' }]
    for (const put of puts) assert.equal(await store.putDirectory(put), true, put.kind)
    for (const put of puts) {
      assert.deepEqual(await store.directoryEntry(TENANT, put.kind, 'x'), put)
      assert.deepEqual(await store.directoryHistory(TENANT, put.kind, 'x'), [put])
    }
    assert.deepEqual(await store.agents(TENANT, null), [puts[0]?.entry])
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
      assert.equal(current?.kind === 'agent' && current.entry.name, `by ${puts.indexOf(true)}`)
      assert.equal(current?.version, version)
    }
  }),

  test('agents', 'agents come by id by code point, as they are now', async ({ store }) => {
    const ids = ['B', 'a', 'b', 'c', '\ufffd', '😀']
    for (const id of ['c', '😀', 'a', '\ufffd', 'B', 'b']) await store.putDirectory(agentPut(id, 1))
    assert.deepEqual(idsOf(await agentsOf(store, null)), ids)
    const current = agentPut('b', 2, {
      status: 'away',
      capacity: 3,
      channels: { chat: 1 },
      shift: 'nights',
      vacations: [{ from: START, to: START + 9 }],
      rating: 4.5,
      weight: 2,
    })
    await store.putDirectory(current)
    const agents = await agentsOf(store, null)
    assert.deepEqual(idsOf(agents), ids)
    assert.deepEqual(agents[2], current.entry)
  }),

  test('removed', 'a removed agent is left out until put again as another', async ({ store }) => {
    await store.putDirectory(agentPut('a', 1, { teams: ['x'] }))
    await store.putDirectory(agentPut('b', 1, { teams: ['x'], status: 'removed' }))
    await store.putDirectory(agentPut('a', 2, { teams: ['x'], status: 'removed' }))
    for (const teams of [null, ['x']]) assert.deepEqual(await agentsOf(store, teams), [])
    await store.putDirectory(agentPut('a', 3, { teams: ['x'], status: 'away' }))
    for (const teams of [null, ['x']]) assert.deepEqual(idsOf(await agentsOf(store, teams)), ['a'])
  }),

  test('team-agents', 'the agents of a team are those whose current version names it', async ({ store }) => {
    await store.putDirectory(agentPut('a', 1, { teams: ['x', 'y'] }))
    await store.putDirectory(agentPut('b', 1, { teams: ['x'] }))
    await store.putDirectory(agentPut('b', 2, { teams: ['y'] }))
    await store.putDirectory(agentPut('c', 1, { teams: ['X', 'xx'] }))
    await store.putDirectory(teamPut('x', 1))
    assert.deepEqual(idsOf(await agentsOf(store, ['x'])), ['a'])
    assert.deepEqual(idsOf(await agentsOf(store, ['y'])), ['a', 'b'])
    assert.deepEqual(await agentsOf(store, ['none']), [])
  }),

  test('teams', 'an agent of several of the teams comes once, an unknown team brings nobody', async ({ store }) => {
    await store.putDirectory(agentPut('c', 1, { teams: ['y', 'x', 'x'] }))
    await store.putDirectory(agentPut('b', 1, { teams: ['z'] }))
    await store.putDirectory(agentPut('a', 1, { teams: ['y'] }))
    await store.putDirectory(agentPut('d', 1))
    for (const teams of [
      ['x', 'y'],
      ['y', 'none', 'x'],
      ['y', 'y'],
    ]) {
      assert.deepEqual(idsOf(await agentsOf(store, teams)), ['a', 'c'], teams.join())
    }
    assert.deepEqual(idsOf(await agentsOf(store, ['z', 'x'])), ['b', 'c'])
  }),

  test('no-teams', 'no team has no agents, which is not the whole tenant', async ({ store }) => {
    await store.putDirectory(agentPut('a', 1))
    await store.putDirectory(agentPut('b', 1, { teams: ['x'] }))
    assert.deepEqual(await agentsOf(store, []), [])
    assert.deepEqual(idsOf(await agentsOf(store, null)), ['a', 'b'])
  }),

  test('team-names', 'teams are named by any text, compared exactly', async ({ store }) => {
    const teams = ['', ' ', 'a,b', '{x}', '"', '\\', 'NULL', 'null', '😀', '%']
    for (const [index, team] of teams.entries()) await store.putDirectory(agentPut(`a${index}`, 1, { teams: [team] }))
    for (const [index, team] of teams.entries()) {
      assert.deepEqual(idsOf(await agentsOf(store, [team])), [`a${index}`], JSON.stringify(team))
    }
    assert.equal((await agentsOf(store, teams)).length, teams.length)
    assert.deepEqual(await agentsOf(store, ['a', 'b', 'x', '_']), [])
  }),
]
