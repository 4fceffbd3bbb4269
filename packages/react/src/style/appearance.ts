/** How the widget looks, in few words; all else by `--docket-*` properties. */
export interface Appearance {
  /** A CSS colour; made darker or lighter until words can be read on it. Not green, amber or red: they mean something. */
  readonly accent?: string
  /** Of corners, in pixels. */
  readonly radius?: number
  readonly density?: 'comfortable' | 'compact'
  /** A CSS `font-family`. */
  readonly font?: string
  /** `system` if left out. */
  readonly scheme?: 'light' | 'dark' | 'system'
}

/** The properties of an appearance. */
export function appearanceProperties({ accent, radius, density, font }: Appearance): Record<string, string> {
  const given = {
    accent,
    radius: radius === undefined ? undefined : `${radius}px`,
    unit: density === 'compact' ? '3px' : undefined,
    font,
  }
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) => (value ? [[`--docket-${name}`, value]] : [])),
  )
}
