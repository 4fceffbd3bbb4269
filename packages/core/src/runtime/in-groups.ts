import { nextTurn } from '../kernel/system.js'

/**
 * Makes a function that works in groups: what comes in while a group is under way goes with the next one. So fast work
 * shares statements, and slow work holds up nobody. Its promise ends with its group's, and rejects when that does.
 *
 * @param work - does a group, and gives an answer for each in the order given
 */
export function inGroups<Item, Answer>(
  work: (group: readonly Item[]) => Promise<readonly Answer[]>,
): (item: Item) => Promise<Answer> {
  let gathering: Item[] = []
  let last: Promise<unknown> = Promise.resolve()
  let next: Promise<readonly Answer[]> | null = null

  async function after(before: Promise<unknown>): Promise<readonly Answer[]> {
    // Those of that group have been told.
    await before.catch(() => {})
    // What is ready in the same turn comes along.
    await nextTurn()
    const group = gathering
    gathering = []
    next = null
    return work(group)
  }

  return async (item) => {
    const place = gathering.push(item) - 1
    if (next === null) {
      next = after(last)
      last = next
    }
    return (await next)[place] as Answer
  }
}

/**
 * Makes a function that settles in groups.
 *
 * @param settle - settles a group and says how many leases still held
 * @param lost - is told of a group of which fewer leases held; which, the store does not say
 */
export function settleInGroups<Settlement>(
  settle: (group: readonly Settlement[]) => Promise<number>,
  lost: (group: readonly Settlement[], count: number) => void = () => {},
): (settlement: Settlement) => Promise<void> {
  const settled = inGroups<Settlement, void>(async (group) => {
    const held = await settle(group)
    if (held < group.length) lost(group, group.length - held)
    return []
  })
  return settled
}
