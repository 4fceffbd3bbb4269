import { expect, it } from 'vitest'
import { defineWorkflow } from './define.js'
import { describeWorkflow } from './describe.js'
import { refundWorkflow } from './ready-made/refund.js'
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
  const plain = { guards: [], effects: [], roles: null, requires: [] }
  expect(describeWorkflow(workflow)).toEqual({
    id: 'small',
    version: 3,
    label: { en: 'Small', zh: '小' },
    initial: 'open',
    approvals: [],
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
            requires: [],
          },
          { event: 'close', target: 'open', guards: [], effects: [], roles: ['lead'], requires: [] },
          { event: 'again', target: 'open', ...plain },
        ],
        timeout: { after: { days: 1, hours: 2 }, send: 'close' },
        onReply: 'again',
        confirmation: { confirmed: 'close', refused: 'again' },
        stage: null,
        partOf: null,
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
        stage: null,
        partOf: null,
      },
    ],
  })
})

it('describes stages, what goes on in them, what ways out require, and approvals', () => {
  const { approvals, states } = describeWorkflow(refundWorkflow())
  const label = { en: 'Money goes out', zh: '同意退款' }
  expect(approvals).toEqual([{ name: 'refund', label, by: ['lead'], needs: 'any', within: { days: 7 }, of: null }])
  const [evidence, waiting, inspection, decision] = states
  expect(evidence?.stage).toMatchObject({ owner: 'service', within: { hours: 8 }, receives: [] })
  expect(evidence?.stage?.checklist).toEqual([
    { id: 'photo', label: { en: 'Photo of the fault', zh: '故障照片' }, needs: [{ attachment: 'image/*' }] },
    { id: 'purchase', label: { en: 'Purchase found', zh: '已核对订单' }, needs: [] },
  ])
  expect([evidence?.partOf, waiting?.partOf, waiting?.stage, waiting?.onReply]).toEqual([
    null,
    'evidence',
    null,
    'photoSent',
  ])
  expect(inspection?.stage?.instructions).toHaveProperty('zh')
  expect(decision?.transitions.map(({ event, requires }) => [event, requires])).toEqual([
    ['toFinance', [{ approval: 'refund' }]],
    ['sendBack', ['reason']],
    ['decline', ['reason']],
  ])
})

it.each([supportWorkflow, refundWorkflow()])('loses nothing of $id on the way through JSON', (workflow) => {
  const description = describeWorkflow(workflow)
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
