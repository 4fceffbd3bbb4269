import { describe, expect, it } from 'vitest'
import type { SlaFigures } from './sla-figures.js'
import { formatSla, slaToJson } from './sla-table.js'

const figures: SlaFigures = {
  policies: [{ id: 'incident', version: 1, calendar: {}, targets: { resolution: { critical: 14_400, high: 28_800 } } }],
  verdicts: { met: 1_200, breached: 400, running: 7 },
  metShare: 0.75,
  breachesByPriority: { critical: 100, high: 300 },
  pausedShare: 0.4148331,
  lights: {
    at: new Date('2016-03-04T12:00:00Z'),
    counts: { green: 1_000, amber: 2, red: 3, paused: 4, met: 5, breached: 6 },
  },
}

describe('the figures of the SLA', () => {
  it('are laid out', () => {
    expect(formatSla(figures)).toBe(`SLA, in business hours: Monday to Friday, 08:00 to 18:00 UTC
  Promised resolution          critical 4 h, high 8 h
  Kept                         75.00 % of 1,600 judged
  Broken                       critical 100, high 300
  Paused before resolution     41.48 %
  Lights at 2016-03-04T12:00Z  green 1,000, amber 2, red 3, paused 4, met 5, breached 6
`)
  })

  it('say none where nothing was judged', () => {
    const nothing = { ...figures, metShare: null, breachesByPriority: {} }
    expect(formatSla(nothing)).toMatch(/Kept +none\n {2}Broken +none\n/)
  })

  it('are JSON with the lights only where they were asked for', () => {
    const { policies, metShare, breachesByPriority, pausedShare, lights } = figures
    expect(slaToJson(figures, null)).toEqual({ policies, metShare, breachesByPriority, pausedShare })
    expect(slaToJson(figures, lights.at)).toEqual({ policies, metShare, breachesByPriority, pausedShare, lights })
    expect(slaToJson(null, null)).toBeNull()
  })
})
