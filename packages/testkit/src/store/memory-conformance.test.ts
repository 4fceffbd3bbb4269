import { describe, it } from 'vitest'
import { memoryFixture } from '../../test/fixtures.js'
import { defineStoreSuite } from './suite.js'

defineStoreSuite({ describe, it }, { create: memoryFixture })
