import { defineStoreSuite } from '@docket/testkit'
import { afterAll, describe, it } from 'vitest'
import { postgresFixtures } from '../test/postgres-fixture.js'

const fixtures = postgresFixtures()

afterAll(fixtures.close)

defineStoreSuite({ describe, it }, { create: fixtures.create })
