// Takes the widget's pictures: `node test/gallery/shoot.mjs out [scene,…] [variant,…]`.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { openGallery } from './open-gallery.mjs'

const [out = 'shots', scenesAsked = '', variantsAsked = 'en'] = process.argv.slice(2)
mkdirSync(out, { recursive: true })
const gallery = await openGallery()
for (const variant of variantsAsked.split(',')) {
  await gallery.each(variant, scenesAsked ? scenesAsked.split(',') : null, (name, page) =>
    page.screenshot({ path: join(out, `${name}.${variant}.png`) }),
  )
}
await gallery.close()
