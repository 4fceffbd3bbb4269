import type { Ids } from '../kernel/ids.js'

/** Ids that count: `id-000001`, `id-000002`, … With the same commands, the same bytes. */
export function sequentialIds(prefix = 'id'): Ids {
  let last = 0
  return {
    next() {
      last += 1
      return `${prefix}-${String(last).padStart(6, '0')}`
    },
  }
}
