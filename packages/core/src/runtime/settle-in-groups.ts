import { nextTurn } from '../kernel/system.js'

/**
 * Makes a function that settles in groups: what comes in while a statement is under way goes with the next one. So fast
 * work shares statements, and slow work holds up nobody. Its promise ends with the statement, and rejects when that fails.
 *
 * @param settle - settles a group and says how many leases still held
 * @param lost - is told of a group of which fewer leases held; which, the store does not say
 */
export function settleInGroups<Settlement>(
  settle: (group: readonly Settlement[]) => Promise<number>,
  lost: (group: readonly Settlement[], count: number) => void = () => {},
): (settlement: Settlement) => Promise<void> {
  let gathering: Settlement[] = []
  let last: Promise<void> = Promise.resolve()
  let next: Promise<void> | null = null

  async function after(before: Promise<void>): Promise<void> {
    // Those of that group have been told.
    await before.catch(() => {})
    // What is done in the same turn comes along.
    await nextTurn()
    const group = gathering
    gathering = []
    next = null
    const held = await settle(group)
    if (held < group.length) lost(group, group.length - held)
  }

  return (settlement) => {
    gathering.push(settlement)
    if (next === null) {
      next = after(last)
      last = next
    }
    return next
  }
}
