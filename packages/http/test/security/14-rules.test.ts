import { describe, expect, it } from 'vitest'
import { everything, mounted } from '../world/mounted.js'

// CVE-2025-21619: rules that named what belongs to others.
describe('a rule that is tried', () => {
  const rules = (id: string): readonly object[] => [
    { id: 'try', on: 'ticket.created', when: { team: id }, do: [{ action: 'tag', add: ['x'] }] },
    { id: 'try', on: 'ticket.created', when: { category: id }, do: [{ action: 'tag', add: ['x'] }] },
    { id: 'try', on: 'ticket.created', when: { assignee: id }, do: [{ action: 'tag', add: ['x'] }] },
    { id: 'try', on: 'ticket.created', do: [{ action: 'assign', team: id }] },
    { id: 'try', on: 'ticket.created', do: [{ action: 'assign', agent: id }] },
    { id: 'try', on: 'ticket.created', do: [{ action: 'assign', to: { team: id } }] },
    { id: 'try', on: 'ticket.created', do: [{ action: 'assign', to: { managerOf: { team: id } } }] },
    { id: 'try', on: 'ticket.created', do: [{ action: 'setCategory', category: id }] },
    { id: 'try', on: 'ticket.created', do: [{ action: 'notify', to: [{ team: id }] }] },
  ]

  it('says of what is foreign the same as of nothing, and does nothing', async () => {
    const { call, written, ...world } = await mounted()
    const before = [await everything(world, 'a'), await everything(world, 'b')]
    const statuses = new Set<number>()
    for (const [index] of rules('').entries()) {
      const answers: string[] = []
      for (const id of ['b-team', 'b-cat', 'b-agent', 'b-gone', 'zz-none']) {
        const { status, text } = await call('POST /rules/trials', {
          as: 'a:admin:ad1',
          body: { rules: [rules(id)[index]] },
        })
        statuses.add(status)
        expect(text).not.toContain('CANARY_b')
        answers.push(`${status} ${text.replaceAll(id, '<id>')}`)
      }
      expect(new Set(answers).size, answers.join('\n')).toBe(1)
    }
    expect([...statuses]).toEqual([200])
    expect(written).toEqual([])
    expect([await everything(world, 'a'), await everything(world, 'b')]).toEqual(before)
  })

  it('is of the tickets of whoever asks alone', async () => {
    const { call, desk } = await mounted()
    const rule = { id: 'try', on: 'ticket.created', do: [{ action: 'tag', add: ['x'] }] }
    const { json } = await call('POST /rules/trials', { as: 'a:admin:ad1', body: { rules: [rule] } })
    const { items } = await desk.as({ tenant: 'a', actor: { type: 'admin', id: 'ad1' } }).list({ limit: 100 })
    const own = new Set(items.map(({ id }) => id))
    const named = JSON.stringify(json).match(/id-\d{6}/g) ?? []
    expect(named.length).toBeGreaterThan(0)
    expect(named.filter((id) => !own.has(id))).toEqual([])
    expect((await call('POST /rules/trials', { as: 'a:requester:c1', body: { rules: [rule] } })).status).toBe(403)
  })
})
