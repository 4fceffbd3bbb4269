import { expect, it } from 'vitest'
import type { PoolNeedInput } from '../agent-pool-types.js'
import { contentOf } from './need-content.js'

const need = (changes: Partial<PoolNeedInput> = {}) => contentOf({ channel: 'mail', weight: 1, ...changes })

it('the content of a need is its own', () => {
  const needs: Partial<PoolNeedInput>[] = [
    {},
    { weight: 2 },
    { weight: 12 },
    { channel: 'chat' },
    { channel: 'mail of 0' },
    { requirements: { authority: 1 } },
    { requirements: { skills: { law: 1 } } },
    { requirements: { skills: { law: 11 } } },
    { requirements: { skills: { 'law 1 skill 3 tax': 1 } } },
    { requirements: { skills: { law: 1, tax: 1 } } },
    { requirements: { languages: ['law'] } },
    { requirements: { languages: ['zh', 'de'] } },
    { requirements: { languages: ['zh language 2 de'] } },
    { teams: [] },
    { teams: ['zh'] },
    { teams: ['zh', 'de'] },
    { requirements: { languages: ['zh'] }, teams: ['de'] },
  ]
  expect(new Set(needs.map(need)).size).toBe(needs.length)
  expect(need({ requirements: { skills: { law: 1 } } })).toBe(need({ requirements: { skills: { law: 1 } } }))
})
