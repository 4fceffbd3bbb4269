import { memoryStore } from '@docket/store-memory'
import { describe, expect, it } from 'vitest'
import { measuresOf, type Simulation, simulateDesk } from '../../src/index.js'
import { tellOfComplaints } from './complaints.js'
import { type HallShape, hall, monday, USUAL } from './hall.js'

const SEED = 4

/** How long customers come: the longer, the more is shown, and the longer it takes. */
export interface ScenarioSizes {
  readonly until: { readonly usual: string; readonly threefold: string; readonly twice: string }
  /** From six in the morning. */
  readonly complaintHours: number
}

/** What the desk promises, in this model, on a store: one seed and a morning here, thirty and a day in `main.ts`. */
export function simulationScenarios(
  store: Simulation<HallShape>['store'],
  { until, complaintHours }: ScenarioSizes,
): void {
  const run = (times: number) => {
    const load = { hard: times * USUAL.hard, all: times * USUAL.all }
    const end = times === 1 ? until.usual : until.threefold
    return simulateDesk(hall, { ...monday(store, { load, since: '07:00', until: end }), seed: SEED })
  }

  describe(`a desk, in this model (seed ${SEED})`, { timeout: 240_000 }, () => {
    it.each([1, 3])('gives a ticket to whoever is free at once, at %i times the load', async (times) => {
      const report = await run(times)
      const { tickets, unassigned, avoidableWait, silentlyUnassigned, ineligible, firstAssignmentAccuracy } =
        measuresOf(report)
      expect(report.errors).toEqual([])
      expect(tickets).toBeGreaterThan(30)
      expect(avoidableWait.p95).toBeLessThanOrEqual(60)
      expect({ unassigned, silentlyUnassigned, ineligible, firstAssignmentAccuracy }).toEqual({
        unassigned: 0,
        silentlyUnassigned: 0,
        ineligible: 0,
        firstAssignmentAccuracy: 1,
      })
    })

    it('answers 95 of 100 customers within an hour of office time, at 85 % load', async () => {
      expect(measuresOf(await run(1)).respondedWithinHour).toBeGreaterThanOrEqual(0.95)
    })

    it('tells the manager once of each important complaint without an answer after two hours, whoever is killed', async () => {
      const { complaints, late, told, kills, latestSeconds, ...wrong } = await tellOfComplaints(store, {
        seed: SEED,
        kills: 0.05,
        hours: complaintHours,
      })
      expect(wrong).toEqual({ early: 0, missed: 0, twice: 0 })
      expect(told).toBe(late)
      // What this could not show without.
      for (const count of [late, complaints - late, kills]) expect(count).toBeGreaterThan(1)
      // Work that a dead process had claimed is free after half a minute.
      expect(latestSeconds).toBeLessThanOrEqual(60)
    })

    it('gives the same bytes for the same seed as on the memory store, with and without kills', async () => {
      for (const kills of [0, 0.03]) {
        const simulation = { ...monday(store, { since: '07:00', until: until.twice }), seed: SEED, kills }
        const bytes = JSON.stringify(await simulateDesk(hall, simulation))
        expect(JSON.parse(bytes).tickets.length).toBeGreaterThan(15)
        expect(JSON.stringify(await simulateDesk(hall, { ...simulation, store: memoryStore }))).toBe(bytes)
      }
    })
  })
}
