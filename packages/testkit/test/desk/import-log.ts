import type { ImportEntry, ImportedTicket, ImportReport } from '@docket/core'
import type { ServiceShape } from './service-desk.js'
import type { World } from './world.js'

type Entry = ImportEntry<ServiceShape>

/** What an entry of a log tells. */
export type Command = Entry['commands'][number]

/** The instant so many hours after the log begins. */
export const at = (hours: number): Date => new Date(Date.UTC(2020, 4, 1, 8) + hours * 3_600_000)

/** An entry that happened as many hours after the log's beginning as its position says. */
export const entry = (position: number, ...commands: Command[]): Entry => ({
  position,
  occurredAt: at(position),
  commands,
})

/** How a ticket of the log begins. */
export const begin = (more: Partial<Command & { type: 'create' }> = {}): Command => ({
  type: 'create',
  subject: 'Old',
  requester: { id: 'requester-1' },
  ...more,
})

/** A ticket of the log. */
export const ticket = (externalId: string, ...entries: Entry[]): ImportedTicket<ServiceShape> => ({
  externalId,
  entries,
})

/** Imports the tickets and gives all reports. */
export async function run(
  world: World,
  tickets: Iterable<ImportedTicket<ServiceShape>>,
  batchSize = 100,
): Promise<ImportReport[]> {
  const reports: ImportReport[] = []
  for await (const report of world.as('service').import({ source: 'old', tickets, batchSize })) reports.push(report)
  return reports
}
