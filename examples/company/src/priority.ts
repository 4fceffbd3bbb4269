import { weighted } from '@docket/core'

/** How urgent a ticket is: by whose it is, how long they wait, how often they urged, how near a promise is to being broken. */
export const priority = weighted({
  id: 'company',
  levels: { urgent: 70, high: 40, normal: 15, low: 0 },
  hysteresis: 5,
  tier: { weight: 30, values: { vip: 1, gold: 0.5 } },
  waiting: { weight: 20, full: { hours: 24 } },
  nudges: { weight: 30, full: 2 },
  slaRisk: { weight: 40, from: 0.5 },
})
