/** A help page as it is written, in one language. */
export interface Written {
  /** The same in both languages. */
  readonly id: string
  readonly title: string
  readonly body: string
  /** What people call it. */
  readonly keywords: readonly string[]
}
