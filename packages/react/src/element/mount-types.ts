/** What a page says of the widget, by attributes and properties of its element. */
export interface MountOptions {
  /** Where the desk's handler is mounted, such as `/api/support`. */
  readonly baseUrl: string
  /** Who is signed in to the page; a visitor if left out. */
  readonly user?: string
  /** A token for whoever that is; for cookies, left out. */
  readonly token?: () => string | Promise<string>
  /** A BCP 47 tag; the page's language if left out. */
  readonly locale?: string
  /** `light` or `dark`; as the system has it if left out. */
  readonly scheme?: string
  /** The colour of what one can press, as CSS has it. */
  readonly accent?: string
  /** What the launcher says, in place of the usual words. */
  readonly label?: string
  /** Whether a launcher is shown. */
  readonly launcher: boolean
  /** For browsers without constructed style sheets, where a policy asks for one. */
  readonly nonce?: string
}

/** A widget that stands in a shadow root. */
export interface Mounted {
  open(): void
  close(): void
  /** Draws it anew as the options now say. */
  update(options: MountOptions): void
  /** Takes it out. What somebody wrote is kept. */
  destroy(): void
}
