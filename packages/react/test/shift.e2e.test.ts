import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Gallery, openGallery } from './gallery/open-gallery.mjs'

const WATCH = `window.shifts = []
new PerformanceObserver((list) => {
  for (const { value, sources } of list.getEntries())
    shifts.push(value.toFixed(4) + ' ' + sources.map(({ node, previousRect: from, currentRect: to }) => (node?.className || node?.nodeName || 'gone') + ' ' + from.x + ',' + from.y + ' to ' + to.x + ',' + to.y).join('; '))
}).observe({ type: 'layout-shift' })`

/** What moves while answers come one after another that were held back. */
async function shifts(page: Page, slow: string, open: string, answers: readonly (readonly [string, string])[]) {
  await page.evaluate(`show('home', { locale: document.documentElement.lang, slow: '${slow}' })`)
  await page.locator('.docket-launcher').click()
  if (open !== '') await page.locator(open).nth(1).click()
  await page.locator('.bones').first().waitFor()
  // Nothing counts that still comes of what was pressed.
  await page.waitForTimeout(100)
  await page.evaluate(WATCH)
  for (const [path, shown] of answers) {
    await page.evaluate(`answer('${path}')`)
    await page.locator(shown).first().waitFor()
    await page.waitForTimeout(100)
  }
  return page.evaluate<readonly string[]>('shifts')
}

describe('nothing that is seen moves when what is read comes', () => {
  let gallery: Gallery
  beforeAll(async () => {
    gallery = await openGallery()
  })
  afterAll(() => gallery.close())

  test.each(['en', 'zh-phone', 'xb-320'])('%s', async (variant) => {
    await gallery.each(variant, ['home'], async (_, page) => {
      expect(
        await shifts(page, '^/(tickets|meta)', '', [
          ['^/tickets', '.item'],
          ['^/meta', '.item'],
        ]),
        'home',
      ).toEqual([])
      const ticket = await shifts(page, '^/tickets/', '.item', [
        ['^/tickets/t1$', '.promise'],
        ['timeline|messages', '.said'],
        ['.', '.said'],
      ])
      expect(ticket, 'ticket').toEqual([])
    })
  })

  test('and a move is seen', async () => {
    await gallery.each('en', ['home'], async (_, page) => {
      await page.evaluate(WATCH)
      await page.waitForTimeout(600)
      await page.evaluate(`document.querySelector('docket-host').shadowRoot.querySelector('.body').prepend(
        Object.assign(document.createElement('p'), { textContent: 'Something new' }))`)
      await expect.poll(() => page.evaluate<readonly string[]>('shifts')).not.toEqual([])
    })
  })
})
