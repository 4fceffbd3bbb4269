/** A source of randomness. Ties in routing and the random part of ids come from here, so that a seed repeats a run. */
export interface Random {
  /** A number from 0 (included) to 1 (excluded). */
  next(): number
}
