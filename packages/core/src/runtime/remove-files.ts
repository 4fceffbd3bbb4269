import type { LeasedMessage, Outcome } from '../store/port.js'
import { leftToOthers } from './claimed-work.js'
import type { Runtime } from './runtime.js'

/** Removes the bytes of an erased ticket's files. Repeating it removes nothing more. */
export async function removeFiles(
  runtime: Runtime,
  { message: { tenant, ticketId } }: LeasedMessage,
): Promise<Outcome> {
  // A file that was attached since then has its name.
  const records = (await runtime.store.attachments(tenant, ticketId)).filter(({ name }) => name === null)
  if (records.length > 0 && runtime.files === null) return leftToOthers('this node has no file store')
  for (const { key } of records) await runtime.files?.remove(key)
  return { kind: 'done' }
}
