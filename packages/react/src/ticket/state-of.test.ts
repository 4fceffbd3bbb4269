import { expect, test } from 'vitest'
import { stateOf } from './state-of.js'

test('a state means what it means in the version of its ticket, or in the one there is', () => {
  const version = (version: number, phase: string) => ({ id: 'support', version, states: [{ name: 'done', phase }] })
  const meta = { workflows: [version(2, 'terminal'), version(1, 'solved')] } as unknown as Parameters<typeof stateOf>[0]
  const phase = (workflowVersion: number) => stateOf(meta, { workflow: 'support', workflowVersion }, 'done')?.phase
  expect([1, 2, 3].map(phase)).toEqual(['solved', 'terminal', 'terminal'])
  expect(stateOf(meta, { workflow: 'other', workflowVersion: 1 }, 'done')).toBeUndefined()
})
