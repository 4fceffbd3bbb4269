/**
 * Takes away what is not needed for a failure: halves first, then ever smaller pieces, as long as it still fails.
 *
 * @param fails - runs the items anew and says whether they still fail
 * @param runs - how many such runs it may take at most
 */
export async function shrink<Item>(
  items: readonly Item[],
  fails: (items: readonly Item[]) => Promise<boolean>,
  runs: number,
): Promise<readonly Item[]> {
  let kept = items
  let left = runs
  for (let size = Math.ceil(kept.length / 2); size >= 1 && left > 0; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let from = 0; from < kept.length && left > 0; ) {
      const fewer = [...kept.slice(0, from), ...kept.slice(from + size)]
      left -= 1
      if (fewer.length < kept.length && (await fails(fewer))) kept = fewer
      else from += size
    }
  }
  return kept
}
