import { afterEach, describe, expect, test, vi } from 'vitest'
import { page } from 'vitest/browser'
import { launcherCss } from '../src/launcher/launcher.css.js'
import { open, root, showWidget } from './show-widget.js'

const SEED = 20_418
const EXTREMES = [
  ...['white', 'black', 'yellow', 'lime', 'cyan', 'magenta', 'red', 'blue', 'gold', 'gray', 'navy', 'transparent'],
  ...['#777', '#7f7f7f80', 'rgb(255 255 0 / 0)', 'hsl(60 100% 50%)', 'hwb(120 0% 0%)', 'lab(100% 90 90)'],
  ...['oklch(0 .4 264)', 'oklch(.5 .4 140)', 'oklch(.5 .4 328)', 'oklch(1 .4 110)', 'color(display-p3 0 1 0)'],
]

/** Colours in all the forms of CSS, many of which no screen can show. */
function colours(count: number): string[] {
  let state = SEED
  const next = () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31
    return state / 2 ** 31
  }
  const byte = () => Math.floor(next() * 256)
  return Array.from({ length: count }, (_, at) => {
    if (at % 4 === 0) return `oklch(${next()} ${next() * 0.4} ${next() * 360})`
    if (at % 4 === 1) return `hsl(${next() * 360} ${next() * 100}% ${next() * 100}%)`
    return `rgb(${byte()} ${byte()} ${byte()} / ${at % 4 === 2 ? 1 : next()})`
  })
}

const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true })

/** How bright what a colour paints is, 0 to 1, as contrast is reckoned. One that lets through has no brightness. */
function luminance(colour: string): number {
  if (!canvas) throw new Error('There is no canvas.')
  canvas.clearRect(0, 0, 1, 1)
  canvas.fillStyle = colour
  canvas.fillRect(0, 0, 1, 1)
  const [r = 0, g = 0, b = 0, alpha = 0] = canvas.getImageData(0, 0, 1, 1).data
  return alpha < 255 ? Number.NaN : bright(r, g, b)
}

function bright(...bytes: readonly number[]): number {
  const [r = 0, g = 0, b = 0] = bytes.map((byte) => {
    const part = byte / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

afterEach(() => vi.restoreAllMocks())

describe("a page's accent", () => {
  test.each(['light', 'dark'] as const)('can be read and seen, whatever colour it is: %s', async (scheme) => {
    await showWidget({}, { appearance: { scheme } })
    await open()
    await expect.element(page.getByText('Invoice for order 20418')).toBeVisible()
    const host = root().host as HTMLElement
    const widget = root().querySelector('.docket') as HTMLElement
    const main = root().querySelector('.main') as HTMLElement
    const link = Object.assign(document.createElement('a'), { href: '#', textContent: 'x' })
    main.style.transition = 'none'
    widget.append(link)
    const surfaces = ['--bg', '--s1', '--s2', '--soft'].map((name) => {
      const surface = document.createElement('div')
      surface.style.background = `var(${name})`
      widget.append(surface)
      return { name, surface }
    })
    const [background] = surfaces
    const failed: string[] = []
    const least = { text: 99, ring: 99 }
    for (const colour of [...EXTREMES, ...colours(1_000)]) {
      host.style.setProperty('--docket-accent', colour)
      const button = getComputedStyle(main)
      const accent = getComputedStyle(link).color
      const pairs = surfaces.map(({ name, surface }) => [
        `text on ${name}`,
        contrast(accent, getComputedStyle(surface).backgroundColor),
      ]) as [string, number][]
      pairs.push(['text on the accent', contrast(button.color, button.backgroundColor)])
      least.text = Math.min(least.text, ...pairs.map(([, found]) => found))
      // A focus ring is drawn in the accent, on the panel.
      const ring = contrast(accent, getComputedStyle(background?.surface as Element).backgroundColor)
      least.ring = Math.min(least.ring, ring)
      for (const [what, found] of pairs) if (!(found >= 4.5)) failed.push(`${colour}: ${what} ${found.toFixed(2)}`)
      if (!(ring >= 3)) failed.push(`${colour}: ring ${ring.toFixed(2)}`)
    }
    console.log(
      `seed ${SEED}, ${scheme}: least contrast of text ${least.text.toFixed(2)}, of rings ${least.ring.toFixed(2)}`,
    )
    expect(failed.slice(0, 10), `seed ${SEED}, ${failed.length} failed`).toEqual([])
  })

  test.each(['light', 'dark'])('can be read on the launcher before anything else is there, too: %s', (scheme) => {
    const host = document.createElement('div')
    document.body.append(host)
    const shadow = host.attachShadow({ mode: 'open' })
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(launcherCss)
    shadow.adoptedStyleSheets = [sheet]
    const launcher = document.createElement('button')
    launcher.className = 'docket-launcher'
    launcher.dataset['scheme'] = scheme
    shadow.append(launcher)
    const failed = [...EXTREMES, ...colours(1_000)].filter((colour) => {
      launcher.style.setProperty('--docket-accent', colour)
      const { color, backgroundColor } = getComputedStyle(launcher)
      return !(contrast(color, backgroundColor) >= 4.5)
    })
    host.remove()
    expect(failed.slice(0, 10), `seed ${SEED}, ${failed.length} failed`).toEqual([])
  })

  test('that is no colour is passed over, and said once', async () => {
    const warned = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const { shown } = await showWidget({}, { appearance: { accent: 'reddish; }', radius: 3 } })
    await expect.element(page.getByRole('button', { name: 'Get help' })).toBeVisible()
    const { style } = root().host as HTMLElement
    expect([style.getPropertyValue('--docket-accent'), style.getPropertyValue('--docket-radius')]).toEqual(['', '3px'])
    await shown.unmount()
    await showWidget({}, { appearance: { accent: 'reddish; }' } })
    await expect.element(page.getByRole('button', { name: 'Get help' })).toBeVisible()
    expect(warned.mock.calls).toEqual([[expect.stringMatching(/^The accent `reddish; }` is no colour.*#2546c4/)]])
  })
})
