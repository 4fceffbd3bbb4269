import { expect, it } from 'vitest'
import { defineWorkflow } from '../workflow/define.js'
import { approvalsAhead } from './approvals-ahead.js'

const asks = (approval: string, target: string) => ({ target, requires: [{ approval }] })
const definition = defineWorkflow({
  id: 'job',
  version: 1,
  initial: 'open',
  approvals: {
    a: { by: ['lead'] },
    b: { by: ['lead'] },
    c: { by: ['lead'] },
    d: { by: ['lead'] },
    e: { by: ['lead'] },
  },
  states: {
    open: { tags: ['open'], on: { go: asks('a', 'next'), end: 'done' } },
    next: {
      tags: ['open'],
      stage: { owner: 'x', within: { hours: 1 }, checklist: [{ id: 'seen', needs: [{ approval: 'b' }] }] },
      on: { wait: 'waits', end: asks('c', 'done') },
    },
    waits: { tags: ['waiting'], partOf: 'next', on: { back: 'next' } },
    done: { tags: ['solved'], on: { reopen: asks('e', 'open'), close: asks('d', 'closed') } },
    closed: { tags: ['terminal'] },
  },
} as never)
const from = (...states: string[]) => [...approvalsAhead(definition, states)].sort()

it('the approvals ahead are those of the state and of all that can follow', () => {
  expect(from('open')).toEqual(['a', 'b', 'c', 'd', 'e'])
  expect(from('next')).toEqual(['b', 'c', 'd', 'e'])
  expect(from('waits')).toEqual(['b', 'c', 'd', 'e'])
})

it('what begins again is not ahead: its approvals are asked for anew', () => {
  expect(from('done')).toEqual(['d', 'e'])
  expect(from('closed')).toEqual([])
  expect(from('closed', 'open')).toEqual(['a', 'b', 'c', 'd', 'e'])
  expect(from('gone')).toEqual([])
})
