/** How the widget looks, in few words; all else by `--docket-*` properties. */
export interface Appearance {
  /**
   * A CSS colour, in whatever form browsers know, such as `#7a1fa2`; made darker or lighter until words can be read on it and
   * it can be read on the panel. What is no colour is passed over. Not green, amber or red: they mean something.
   */
  readonly accent?: string
  /** Of corners, in pixels. */
  readonly radius?: number
  readonly density?: 'comfortable' | 'compact'
  /** A CSS `font-family`. */
  readonly font?: string
  /** `system` if left out. */
  readonly scheme?: 'light' | 'dark' | 'system'
}

const passedOver = new Set<string>()

/** Whether it is a colour; of what is none, the console hears once. */
function isColour(text: string): boolean {
  if (CSS.supports('color', text)) return true
  if (!passedOver.has(text))
    console.warn(`The accent \`${text}\` is no colour that this browser knows; write one such as #2546c4.`)
  passedOver.add(text)
  return false
}

/** The properties of an appearance. */
export function appearanceProperties({ accent, radius, density, font }: Appearance): Record<string, string> {
  const given = {
    accent: accent && isColour(accent) ? accent : undefined,
    radius: radius === undefined ? undefined : `${radius}px`,
    unit: density === 'compact' ? '3px' : undefined,
    font,
  }
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) => (value ? [[`--docket-${name}`, value]] : [])),
  )
}
