import { defineDesk, leastLoad, matrix } from '@docket/core'
import { LEVELS } from '@docket/example-incident-replay'
import { base } from './support.js'

const table = {
  1: { 1: 'critical', 2: 'high', 3: 'moderate' },
  2: { 1: 'high', 2: 'moderate', 3: 'low' },
  3: { 1: 'moderate', 2: 'low', 3: 'low' },
} as const

/** The desk as it is until then: a matrix, and work for whoever has least. */
export const today = defineDesk({
  ...base,
  priority: matrix({
    impact: 'impact',
    urgency: 'urgency',
    levels: LEVELS,
    table,
    otherwise: 'moderate',
  }),
  routing: leastLoad(),
})
