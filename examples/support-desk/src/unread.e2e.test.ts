import { type Browser, chromium, type Page } from 'playwright'
import { afterAll, afterEach, beforeAll, expect, inject, it } from 'vitest'
import { servedShop } from './testing/shop-world.js'

let shop: Awaited<ReturnType<typeof servedShop>>
let browser: Browser

beforeAll(async () => {
  shop = await servedShop()
  browser = await chromium.launch(inject('chromium'))
})
afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()))
})
afterAll(async () => {
  await browser.close()
  await shop.close()
})

const launcher = (page: Page) => page.getByRole('button', { name: /^Get help/ })
const unread = async (page: Page) => Number((await page.locator('.docket-launcher .count').textContent()) ?? 0)

it('says on the launcher how many requests have news, until they are read', async () => {
  const emma = await (await browser.newContext({ locale: 'en-GB' })).newPage()
  const asked: string[] = []
  emma.on('request', (request) => {
    const { pathname } = new URL(request.url())
    if (pathname.startsWith('/api/')) asked.push(pathname)
  })
  await emma.goto(`${shop.base}/?customer=emma`)
  await emma.getByRole('button', { name: /requests? ha(s|ve) news/ }).waitFor()
  const before = await unread(emma)
  expect(before).toBeGreaterThan(0)
  expect(asked).toEqual(['/api/support/inbox'])
  await launcher(emma).click()
  for (const item of await emma.getByRole('dialog').getByRole('listitem').getByRole('button').all()) {
    const read = emma
      .waitForResponse((answer) => answer.url().endsWith('/inbox/read'), { timeout: 3_000 })
      .catch(() => null)
    await item.click()
    const marked = await read
    await emma.getByRole('button', { name: 'Back' }).click()
    if (marked) break
  }
  await expect.poll(async () => unread(emma).catch(() => 0)).toBe(before - 1)
})

it('counts at the desk what solved it before it was sent', async () => {
  const emma = await (await browser.newContext({ locale: 'en-GB' })).newPage()
  await emma.goto(`${shop.base}/?customer=emma`)
  await launcher(emma).click()
  await emma.getByRole('textbox', { name: 'What can we help with?' }).fill('wrong item arrived')
  const panel = emma.getByRole('dialog')
  await panel.locator('summary').first().click()
  const counted = emma.waitForResponse((answer) => answer.url().endsWith('/deflections'))
  await panel.getByRole('button', { name: 'This solved it' }).first().click()
  expect((await counted).status()).toBe(201)
  await panel.getByText('Good. Nothing was sent.').waitFor()
})
