import type { TicketRecord } from '@docket/core/store'
import { expect, it } from 'vitest'
import { START, ticketRecord } from '../store/records.js'
import { mergeProblems } from './check-merges.js'

const worldOf = (flows: Readonly<Record<string, Partial<TicketRecord>>>) =>
  new Map(Object.entries(flows).map(([id, more]) => [id, { ...ticketRecord(id), ...more }]))

const shown = { id: 'm1', seq: 2, visibility: 'public' } as const

it('finds nothing in a world whose tickets know of each other', () => {
  const world = worldOf({
    a: { flow: { mergedInto: 'b' }, links: [{ kind: 'duplicates', ticketId: 'b' }] },
    b: { flow: { mergedInto: 'c', absorbed: ['a'] }, links: [{ kind: 'duplicated-by', ticketId: 'a' }] },
    c: { flow: { absorbed: ['b', 'a'], splitInto: { m1: 'd' } } },
    d: { flow: { splitFrom: { ticketId: 'c', messages: [shown] } } },
  })
  expect(mergeProblems(world)).toEqual([])
})

it('finds no circle where two ways lead to one ticket', () => {
  const world = worldOf({
    a: {
      links: [
        { kind: 'child-of', ticketId: 'b' },
        { kind: 'child-of', ticketId: 'c' },
      ],
    },
    b: {
      links: [
        { kind: 'parent-of', ticketId: 'a' },
        { kind: 'child-of', ticketId: 'd' },
      ],
    },
    c: {
      links: [
        { kind: 'parent-of', ticketId: 'a' },
        { kind: 'child-of', ticketId: 'd' },
      ],
    },
    d: {
      links: [
        { kind: 'parent-of', ticketId: 'b' },
        { kind: 'parent-of', ticketId: 'c' },
      ],
    },
  })
  expect(mergeProblems(world)).toEqual([])
})

it.each<[string, Readonly<Record<string, Partial<TicketRecord>>>]>([
  ['goes on in b, which does not name it', { a: { flow: { mergedInto: 'b' } }, b: {} }],
  ['goes on in b, which does not name it', { a: { flow: { mergedInto: 'b' } } }],
  [
    'goes on in c, which does not name it',
    {
      a: { flow: { mergedInto: 'b' } },
      b: { flow: { mergedInto: 'c', absorbed: ['a'] } },
      c: { flow: { absorbed: ['b'] } },
    },
  ],
  ['names a, which does not go on in it', { a: {}, b: { flow: { absorbed: ['a'] } } }],
  ['goes on in itself', { a: { flow: { mergedInto: 'a', absorbed: ['a'] } } }],
  ['goes on in b, which does not show it', { a: { flow: { splitInto: { m1: 'b' } } }, b: {} }],
  [
    'shows message m1, which does not go on in it',
    {
      a: { flow: { splitInto: { m1: 'b' } } },
      b: { flow: { splitFrom: { ticketId: 'a', messages: [shown] } } },
      c: { createdAt: START + 1, flow: { splitFrom: { ticketId: 'a', messages: [shown] } } },
    },
  ],
  ['which does not know of it', { a: { links: [{ kind: 'related', ticketId: 'b' }] }, b: {} }],
  [
    'ticket a is its own parent',
    {
      a: {
        links: [
          { kind: 'parent-of', ticketId: 'b' },
          { kind: 'child-of', ticketId: 'c' },
        ],
      },
      b: {
        links: [
          { kind: 'child-of', ticketId: 'a' },
          { kind: 'parent-of', ticketId: 'c' },
        ],
      },
      c: {
        links: [
          { kind: 'child-of', ticketId: 'b' },
          { kind: 'parent-of', ticketId: 'a' },
        ],
      },
    },
  ],
  [
    'ticket a is its own cause',
    {
      a: {
        links: [
          { kind: 'causes', ticketId: 'b' },
          { kind: 'caused-by', ticketId: 'b' },
        ],
      },
      b: {
        links: [
          { kind: 'caused-by', ticketId: 'a' },
          { kind: 'causes', ticketId: 'a' },
        ],
      },
    },
  ],
])('finds what %s', (problem, flows) => {
  expect(mergeProblems(worldOf(flows)).join('\n')).toContain(problem)
})
