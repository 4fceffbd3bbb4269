import type { PriorityPolicy } from './policy-types.js'

/** The policy of a desk that names none: levels `urgent`, `high`, `normal`, `low`, and every ticket begins `normal`. */
export const fixedPriority: PriorityPolicy<unknown, 'urgent' | 'high' | 'normal' | 'low'> = {
  id: 'fixed',
  version: 1,
  levels: ['urgent', 'high', 'normal', 'low'],
  timeless: true,
  decide: () => ({ level: 'normal', reasons: [{ code: 'fixed' }] }),
}
