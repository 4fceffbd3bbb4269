import { expect, it } from 'vitest'
import { thrown } from '../../test/thrown.js'
import { compileWorkflow } from './compile.js'
import { defineWorkflow } from './define.js'
import { supportWorkflow } from './ready-made/support.js'

const replying = (onReply: unknown) =>
  defineWorkflow({
    id: 'replying',
    version: 1,
    initial: 'open',
    states: {
      open: { tags: ['open'], on: { solve: 'done' } },
      waiting: { tags: ['waiting'], on: { resume: 'open' }, onReply: onReply as 'resume' },
      done: { tags: ['terminal'] },
    },
  })

it('an event on a reply is kept with its state, as plain data', () => {
  const { waiting, open } = replying('resume').states
  expect([waiting?.onReply, open && 'onReply' in open]).toEqual(['resume', false])
  expect(compileWorkflow(JSON.parse(JSON.stringify(replying('resume')))).definition).toEqual(replying('resume'))
})

it.each(['solve', 'nonsense', 'toString', '', 5, null, ['resume']])('%j is no event on a reply', (given) => {
  const { message } = thrown('INVALID_DEFINITION', () => replying(given))
  expect(message).toContain('states.waiting.onReply')
})

it('the ready-made workflow goes on when the requester replies, and not when it is closed', () => {
  expect(Object.entries(supportWorkflow.states).map(([name, { onReply = null }]) => [name, onReply])).toEqual([
    ['open', null],
    ['waiting', 'resume'],
    ['solved', 'reopen'],
    ['closed', null],
  ])
})
