import { defineStoreSuite } from '@docket/testkit'
import { describe, it } from 'vitest'
import { postgresFixture } from '../test/postgres-fixture.js'

defineStoreSuite({ describe, it }, { create: () => postgresFixture() })
