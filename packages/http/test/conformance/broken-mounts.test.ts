import { handlerCases, runHandlerCase, runHandlerConformance } from '@docket/testkit'
import { describe, expect, it } from 'vitest'
import { brokenMounts } from './broken-mounts.js'
import { bare, handler } from './mounts.js'

describe.each(brokenMounts)('a mount that $name', ({ mount, caughtBy }) => {
  it.each(caughtBy)('is caught by %s', async (id) => {
    const handlerCase = handlerCases.find((candidate) => candidate.id === id)
    if (handlerCase === undefined) throw new Error(`There is no case ${id}.`)
    const tried = runHandlerCase(handlerCase, { handler, mount, patienceMs: 400 })
    await expect(tried).rejects.toMatchObject({ code: 'ERR_ASSERTION' })
  })
})

it('every case catches some broken mount', () => {
  const catching = new Set(brokenMounts.flatMap(({ caughtBy }) => caughtBy))
  expect(handlerCases.map(({ id }) => id).filter((id) => !catching.has(id))).toEqual([])
})

it('the suite runs without a test runner, and tells what it left out', async () => {
  const skip = { 'streams/left-early': 'this host cannot tell' }
  const report = await runHandlerConformance({ handler, mount: bare, skip })
  expect(report).toMatchObject({ passed: handlerCases.length - 1, failed: 0, skipped: 1 })
  await expect(runHandlerConformance({ handler, mount: bare, skip: { 'requests/path': 'no' } })).rejects.toThrow(
    'cannot be skipped',
  )
})
