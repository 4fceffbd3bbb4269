import type { Instant } from '@docket/core/store'
import { memoryStore } from '@docket/store-memory'
import type { StoreFixture } from '../src/store/fixture.js'
import { START } from '../src/store/records.js'

/** A clock that stands still until it is moved. */
function standingClock(start: Instant = START) {
  let instant = start
  return {
    now: () => instant,
    advance: (milliseconds: number) => {
      instant += milliseconds
    },
  }
}

/** A fresh memory store under a standing clock. */
export function memoryFixture(): StoreFixture {
  const clock = standingClock()
  return { store: memoryStore({ clock }), clock, destroy: () => {} }
}
