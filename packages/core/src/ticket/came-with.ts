import type { TicketFlow } from '../store/record-types.js'

/** By how many merged tickets somebody came to watch a ticket; 0 for who watches it of his own will, or not at all. */
export function timesCome({ cameWith = {} }: TicketFlow, watcher: string): number {
  return Object.hasOwn(cameWith, watcher) ? (cameWith[watcher] ?? 0) : 0
}

/** Where a ticket stands that somebody watches by one more merged ticket. */
export function flowAfterWatch(flow: TicketFlow, watcher: string): TicketFlow {
  return { ...flow, cameWith: { ...flow.cameWith, [watcher]: timesCome(flow, watcher) + 1 } }
}

/** Where a ticket stands that somebody watches of his own will, or no more. */
export function flowWithoutWatcher({ cameWith, ...rest }: TicketFlow, watcher: string): TicketFlow {
  if (cameWith === undefined) return rest
  const left = Object.entries(cameWith).filter(([name]) => name !== watcher)
  return left.length === 0 ? rest : { ...rest, cameWith: Object.fromEntries(left) }
}

/** Where a ticket stands when one of those by which watchers came goes on by itself. */
export function flowAfterRelease(flow: TicketFlow, watchers: readonly string[]): TicketFlow {
  let after = flow
  for (const watcher of watchers) {
    const times = timesCome(after, watcher)
    after =
      times > 1
        ? { ...after, cameWith: { ...after.cameWith, [watcher]: times - 1 } }
        : flowWithoutWatcher(after, watcher)
  }
  return after
}
