import { describe, expect, it } from 'vitest'
import { arrowsOfBuilt, findForbiddenArrows } from './arrows.mjs'
import { published } from './run.mjs'

describe('the built files', () => {
  it.each(published)('@docket/%s has no forbidden arrow', (name) => {
    expect(findForbiddenArrows(arrowsOfBuilt(name))).toEqual([])
  })

  it('are seen as they are: core does import xstate, in the one file that may', () => {
    const importers = arrowsOfBuilt('core').filter(({ to }) => to === 'xstate')
    expect(importers.map(({ from }) => from)).toEqual(['src/workflow/step.ts'])
  })
})
