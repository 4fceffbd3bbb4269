import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { TRIGGERS } from './rule-schema.js'

it('the list of events in docs/rules.md, to which refusals point, is whole', () => {
  const page = readFileSync(new URL('../../../../docs/rules.md', import.meta.url), 'utf8')
  const list = page.slice(page.indexOf('These events set rules off:'), page.indexOf('## What must hold'))
  const listed = [...list.matchAll(/`([^`]+)`/g)].map(([, type]) => type)
  expect(listed.toSorted()).toEqual(TRIGGERS.toSorted())
})
