import { defineHandlerSuite } from '@docket/testkit'
import { describe, it } from 'vitest'
import { handler, mounts } from './mounts.js'

describe.each(Object.entries(mounts))('in %s', (_, mount) => {
  defineHandlerSuite({ describe, it }, { handler, mount })
})
