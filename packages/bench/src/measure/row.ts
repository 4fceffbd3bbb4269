/** A figure with the smallest and greatest of its rounds. */
interface Spread {
  readonly median: number
  readonly min: number
  readonly max: number
}

/** One result: ours against something outside of this repository. */
export interface Row {
  readonly bench: string
  readonly case: string
  readonly ours: number
  readonly reference: number
  /** Ours to the reference, as the median over the rounds. Which way is better is in `goal`. */
  readonly ratio: number
  /** What the ratio should be, and orientation in absolute figures; null for a figure without a goal. */
  readonly goal: string | null
  readonly unit: string
  /** Smallest and greatest of the rounds. */
  readonly range?: {
    readonly ours: readonly [number, number]
    readonly reference: readonly [number, number]
    readonly ratio: readonly [number, number]
  }
  /** What else is worth knowing, such as sizes. */
  readonly note?: string
}

/** What a benchmark gives its rows to. */
export interface Report {
  row(row: Omit<Row, 'bench'>): void
  /** Says that a part could not be measured, and why. */
  notRun(what: string, why: string): void
}

/** The middle, smallest and greatest of some figures. */
function spreadOf(figures: readonly number[]): Spread {
  const sorted = figures.toSorted((a, b) => a - b)
  const upper = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? Number.NaN
  return { median: (upper + lower) / 2, min: sorted[0] ?? Number.NaN, max: sorted.at(-1) ?? Number.NaN }
}

/** The figure below which the given share of all figures lies. */
export function percentile(figures: readonly number[], share: number): number {
  const sorted = figures.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

/** The fields of a row that compares two series, round by round. */
export function compared(
  ours: readonly number[],
  reference: readonly number[],
): Pick<Row, 'ours' | 'reference' | 'ratio' | 'range'> {
  const ratios = ours.map((figure, round) => figure / (reference[round] ?? Number.NaN))
  const [mine, theirs, ratio] = [spreadOf(ours), spreadOf(reference), spreadOf(ratios)]
  return {
    ours: rounded(mine.median),
    reference: rounded(theirs.median),
    ratio: rounded(ratio.median),
    range: { ours: ends(mine), reference: ends(theirs), ratio: ends(ratio) },
  }
}

const ends = ({ min, max }: Spread): readonly [number, number] => [rounded(min), rounded(max)]

/** Three digits that mean something. */
export function rounded(figure: number): number {
  return Number.isFinite(figure) ? Number(figure.toPrecision(figure >= 1_000 ? 4 : 3)) : figure
}
