import { expect, it } from 'vitest'
import { type PathWorkflow, workflowPaths } from './workflow-paths.js'

const workflow = (
  initial: string,
  arrows: Readonly<Record<string, Readonly<Record<string, string | string[]>>>>,
): PathWorkflow => ({
  id: 'w',
  initial,
  states: Object.entries(arrows).map(([name, on]) => ({
    name,
    transitions: Object.entries(on).flatMap(([event, targets]) =>
      [targets].flat().map((target) => ({ event, target })),
    ),
  })),
})

const written = (given: PathWorkflow) =>
  workflowPaths(given).paths.map((path) => path.map(({ from, event, to }) => `${from}-${event}-${to}`).join(' '))

it('takes every transition', () => {
  const given = workflow('a', { a: { go: 'b', stop: 'c' }, b: { back: 'a', go: 'c' }, c: { again: 'a', self: 'c' } })
  const steps = new Set(
    workflowPaths(given)
      .paths.flat()
      .map(({ from, event, to }) => `${from} ${event} ${to}`),
  )
  expect([...steps].sort()).toEqual(['a go b', 'a stop c', 'b back a', 'b go c', 'c again a', 'c self c'])
})

it('goes the shortest way, and leaves out what another path contains', () => {
  const given = workflow('a', { a: { far: 'b', near: 'd' }, b: { on: 'c' }, c: { on: 'd' }, d: { end: 'e' }, e: {} })
  expect(written(given)).toEqual(['a-far-b b-on-c c-on-d', 'a-near-d d-end-e'])
})

it('takes each target of an event that has several', () => {
  expect(written(workflow('a', { a: { go: ['b', 'c'] }, b: {}, c: {} }))).toEqual(['a-go-b', 'a-go-c'])
})

it('names states that cannot be reached', () => {
  expect(workflowPaths(workflow('a', { a: {}, b: { go: 'a' } }))).toEqual({ paths: [], unreachable: ['b'] })
})
