import { expect, test } from 'vitest'
import { openGallery } from './gallery/open-gallery.mjs'

test('can be scrolled to its last control where a page is shown four times as large', { timeout: 60_000 }, async () => {
  const gallery = await openGallery()
  const seen: string[] = []
  await gallery.each('en-zoomed', ['home', 'new-form', 'ticket', 'ticket-rated-low'], async (name, page) => {
    const panel = page.locator('.panel')
    const within = async (control: 'button >> nth=-1' | 'button[aria-label=Close]') => {
      const box = await panel.locator(control).boundingBox()
      return box !== null && box.y >= 0 && box.y + box.height <= 256
    }
    await panel.evaluate((one) => one.scrollTo(0, one.scrollHeight))
    seen.push(`${name}: last ${await within('button >> nth=-1')}`)
    await panel.evaluate((one) => one.scrollTo(0, 0))
    seen.push(`${name}: close ${await within('button[aria-label=Close]')}`)
  })
  await gallery.close()
  expect(seen.filter((line) => line.endsWith('false'))).toEqual([])
  expect(seen).toHaveLength(8)
})
