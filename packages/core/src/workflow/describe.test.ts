import { expect, it } from 'vitest'
import { defineWorkflow } from './define.js'
import { describeWorkflow } from './describe.js'
import { supportWorkflow } from './ready-made/support.js'

it('describes a workflow as plain data, in the order of its definition', () => {
  const workflow = defineWorkflow({
    id: 'small',
    version: 3,
    label: { en: 'Small', zh: '小' },
    initial: 'open',
    states: {
      open: {
        tags: ['open', 'vip'],
        label: { en: 'Open' },
        color: 'blue',
        on: {
          close: [
            { target: 'closed', guards: [{ type: 'photo', params: { items: [2] } }], effects: ['notify'] },
            { target: 'open', roles: ['lead'] },
          ],
          again: 'open',
        },
        timeout: { after: { days: 1, hours: 2 }, send: 'close' },
        onReply: 'again',
        confirmation: { confirmed: 'close', refused: 'again' },
      },
      closed: { tags: ['terminal'] },
    },
  })
  const plain = { guards: [], effects: [], roles: null }
  expect(describeWorkflow(workflow)).toEqual({
    id: 'small',
    version: 3,
    label: { en: 'Small', zh: '小' },
    initial: 'open',
    states: [
      {
        name: 'open',
        phase: 'open',
        tags: ['open', 'vip'],
        label: { en: 'Open' },
        color: 'blue',
        transitions: [
          {
            event: 'close',
            target: 'closed',
            guards: [{ type: 'photo', params: { items: [2] } }],
            effects: ['notify'],
            roles: null,
          },
          { event: 'close', target: 'open', guards: [], effects: [], roles: ['lead'] },
          { event: 'again', target: 'open', ...plain },
        ],
        timeout: { after: { days: 1, hours: 2 }, send: 'close' },
        onReply: 'again',
        confirmation: { confirmed: 'close', refused: 'again' },
      },
      {
        name: 'closed',
        phase: 'terminal',
        tags: ['terminal'],
        label: null,
        color: null,
        transitions: [],
        timeout: null,
        onReply: null,
        confirmation: null,
      },
    ],
  })
})

it('loses nothing on the way through JSON', () => {
  const description = describeWorkflow(supportWorkflow)
  expect(JSON.parse(JSON.stringify(description))).toEqual(description)
})

it('tells of the ready-made workflow what its page promises', () => {
  const states = new Map(describeWorkflow(supportWorkflow).states.map((state) => [state.name, state]))
  expect([...states.keys()]).toEqual(['open', 'waiting', 'solved', 'closed'])
  expect(states.get('solved')?.timeout).toEqual({ after: { days: 7 }, send: 'close' })
  const openTo = (role: string) =>
    [...states.values()].flatMap(({ name, transitions }) =>
      transitions.filter(({ roles }) => roles?.includes(role)).map(({ event }) => `${name} ${event}`),
    )
  expect(openTo('requester')).toEqual([
    'open solve',
    'waiting resume',
    'waiting solve',
    'solved reopen',
    'solved close',
  ])
  expect(openTo('collaborator')).toEqual([])
})
