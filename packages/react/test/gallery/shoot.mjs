// Takes the widget's pictures: `node test/gallery/shoot.mjs out [scene,…] [variant,…]`. With FONT, in that font, so that
// they look as on a desk that has one: FONT='Inter,"Noto Sans CJK SC"'.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { openGallery } from './open-gallery.mjs'

/** So much of the page is seen around the panel. */
const AROUND = 24

const [out = 'shots', scenesAsked = '', variantsAsked = 'en'] = process.argv.slice(2)
mkdirSync(out, { recursive: true })
const font = process.env.FONT
const gallery = await openGallery({ scale: 1.25, appearance: font ? { font } : {} })
for (const variant of variantsAsked.split(',')) {
  await gallery.each(variant, scenesAsked ? scenesAsked.split(',') : null, async (name, page) => {
    const { width, height } = page.viewportSize()
    const open = page.locator('.panel[open]')
    const panel = (await open.count()) > 0 ? await open.boundingBox() : null
    const launcher = await page.locator('.docket-launcher').boundingBox()
    const [least, seen] = panel ? [AROUND, panel] : [AROUND * 2, launcher]
    const [left, top] = [Math.max(0, seen.x - least), Math.max(0, seen.y - least)]
    const size = { width: Math.min(width - left, seen.width + 2 * least), height: height - top }
    const clip = width < 600 ? undefined : { x: left, y: top, ...size }
    await page.screenshot({ path: join(out, `${name}.${variant}.png`), ...(clip && { clip }) })
  })
}
await gallery.close()
