import type { Page } from 'playwright'

/** The widget's pictures in a browser. */
export interface Gallery {
  /** Brings a browser to each picture of a variant, such as `zh-dark-phone`; all pictures for null. */
  each(
    variant: string,
    scenes: readonly string[] | null,
    look: (name: string, page: Page) => Promise<unknown>,
  ): Promise<void>
  /** How often the page's policy was violated, or an error was printed. */
  violations(): number
  close(): Promise<void>
}

/** Serves the pictures under a strict policy. */
export function openGallery(options?: {
  readonly alias?: Readonly<Record<string, string>>
  /** An instant at which it is for good, so that times in words stay. */
  readonly now?: string
}): Promise<Gallery>
