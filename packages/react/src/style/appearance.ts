/** How the widget looks, in few words; all else by `--docket-*` properties. */
export interface Appearance {
  /** A colour such as `#7a1fa2`; made darker or lighter until words can be read on it. Not green, amber or red: they mean something. */
  readonly accent?: string
  /** Of corners, in pixels. */
  readonly radius?: number
  readonly density?: 'comfortable' | 'compact'
  /** A CSS `font-family`. */
  readonly font?: string
  /** `system` if left out. */
  readonly scheme?: 'light' | 'dark' | 'system'
}

type Rgb = readonly number[]

const toRgb = (hex: string): Rgb | null => {
  const short = /^#([\da-f])([\da-f])([\da-f])$/i.exec(hex)
  const digits = short ? short.slice(1).map((digit) => digit + digit) : /^#(..)(..)(..)$/.exec(hex)?.slice(1)
  const rgb = digits?.map((pair) => Number.parseInt(pair, 16))
  return rgb?.every((part) => part >= 0) ? rgb : null
}
const toHex = (rgb: Rgb) => `#${rgb.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`
const mix = (one: Rgb, other: Rgb, part: number) => one.map((value, index) => value + ((other[index] ?? 0) - value) * part)

function luminance(rgb: Rgb): number {
  const [red = 0, green = 0, blue = 0] = rgb.map((part) => {
    const value = part / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** How well one colour is told from another, 1 to 21. */
export function contrast(one: Rgb, other: Rgb): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

/** The colours that follow from an accent: itself, readable, what stands on it, and its soft ground. */
export function accentColours(accent: string, dark: boolean): Record<string, string> {
  const given = toRgb(accent)
  if (!given) return { '--docket-accent': accent }
  const ground = dark ? [18, 22, 26] : [255, 255, 255]
  const away = dark ? [255, 255, 255] : [0, 0, 0]
  const soft = (colour: Rgb) => mix(ground, colour, dark ? 0.16 : 0.09)
  let colour = given
  for (let step = 1; step <= 20; step += 1) {
    if (contrast(colour, ground) >= 4.6 && contrast(colour, soft(colour)) >= 4.6) break
    colour = mix(given, away, step / 20)
  }
  const on = contrast(colour, [255, 255, 255]) >= 4.5 ? '#ffffff' : '#0c1226'
  return { '--docket-accent': toHex(colour), '--docket-on-accent': on, '--docket-accent-soft': toHex(soft(colour)) }
}

/** The properties of an appearance. */
export function appearanceProperties({ accent, radius, density, font }: Appearance, dark: boolean): Record<string, string> {
  return {
    ...(accent && accentColours(accent, dark)),
    ...(radius !== undefined && { '--docket-radius': `${radius}px` }),
    ...(density === 'compact' && { '--docket-unit': '3px' }),
    ...(font && { '--docket-font': font }),
  }
}
