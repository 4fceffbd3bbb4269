import { createDesk, inboxNotifier, type Notification } from '@docket/core'
import { memoryStore } from '@docket/store-memory'
import { describe, expect, it } from 'vitest'
import type { Simulation } from '../../src/index.js'
import { tellOfComplaints } from './complaints.js'
import { type HallShape, hallWith } from './hall.js'

const RUN = { seed: 4, kills: 0, hours: 3 }

/** A desk whose notifications go through a function first. */
function telling(change: (notifications: readonly Notification[]) => readonly Notification[]) {
  const open: Simulation<HallShape>['createDesk'] = (definition, parts) => {
    const inbox = inboxNotifier(parts.store)
    return createDesk(definition, { ...parts, notifier: { notify: (told) => inbox.notify(change(told)) } })
  }
  return tellOfComplaints(memoryStore, { ...RUN, open })
}

describe('what the manager hears of complaints is found to be wrong', { timeout: 120_000 }, () => {
  it('when it is missing', async () => {
    const { late, told, missed } = await telling((notifications) => notifications.filter(({ id }) => id === 'none'))
    expect(late).toBeGreaterThan(0)
    expect({ told, missed }).toEqual({ told: 0, missed: late })
  })

  it('when it comes twice', async () => {
    const twice = (told: readonly Notification[]) => told.flatMap((one) => [one, { ...one, id: `${one.id} again` }])
    expect(await telling(twice)).toMatchObject({ told: 0, missed: 0, twice: (await telling((told) => told)).late })
  })

  it('when it comes early', async () => {
    const early = await tellOfComplaints(memoryStore, { ...RUN, definition: hallWith({ complaintHours: 1 }) })
    expect(early).toMatchObject({ told: 0, missed: 0 })
    expect(early.early).toBeGreaterThan(0)
  })
})
