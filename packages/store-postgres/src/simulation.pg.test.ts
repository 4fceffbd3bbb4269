import { simulationScenarios } from '@docket/testkit/test/simulation'
import { afterAll } from 'vitest'
import { postgresFixtures } from '../test/postgres-fixture.js'
import { postgresStore } from './index.js'

const fixtures = postgresFixtures()

afterAll(fixtures.close)

simulationScenarios(
  async ({ clock }) => {
    const { pool, schema } = await fixtures.create()
    return postgresStore({ pool, schema, clock })
  },
  { until: { usual: '10:00', threefold: '09:15', twice: '09:30' }, complaintHours: 4 },
)
