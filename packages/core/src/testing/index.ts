/**
 * What tests inject: a clock that stands until it is moved, ids and randomness from a seed, and a ticket's record.
 *
 * @packageDocumentation
 */
export { type ManualClock, manualClock } from './manual-clock.js'
export { seededRandom } from './seeded-random.js'
export { sequentialIds } from './sequential-ids.js'
export { ticketRecord } from './ticket-record.js'
