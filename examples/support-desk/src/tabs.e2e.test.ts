import { type Browser, type BrowserContext, chromium, type Page, type Request } from 'playwright'
import { afterAll, afterEach, beforeAll, expect, inject, it } from 'vitest'
import { servedShop } from './testing/shop-world.js'

const TICKET = 'Return one of two smart plugs'

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

const panel = (page: Page) => page.getByRole('dialog')
const field = (page: Page) => panel(page).getByRole('textbox', { name: 'Reply' })

/** Tabs of one browser at the same ticket, and how many streams they hold. */
async function tabs(count: number) {
  const context: BrowserContext = await browser.newContext({ locale: 'en-GB' })
  const streams = new Set<Request>()
  context.on('request', (request) => {
    if (/\/stream$/.test(new URL(request.url()).pathname)) streams.add(request)
  })
  const over = (request: Request) => streams.delete(request)
  context.on('requestfinished', over)
  context.on('requestfailed', over)
  const pages: Page[] = []
  for (let tab = 0; tab < count; tab += 1) {
    const page = await context.newPage()
    await page.goto(`${shop.base}/?customer=emma`)
    await page.getByRole('button', { name: /^Get help/ }).click()
    await panel(page).getByRole('button', { name: TICKET }).click()
    await field(page).waitFor()
    pages.push(page)
  }
  return { pages, streams: () => [...streams].filter((request) => !request.frame().page().isClosed()).length }
}

/** Mei answers at the desk. */
async function answer(text: string): Promise<void> {
  const mei = await (await browser.newContext()).newPage()
  await mei.goto(`${shop.base}/agent?as=mei&all=1`)
  await mei.getByRole('link', { name: TICKET }).first().click()
  await mei.getByLabel('Answer the customer').fill(text)
  await mei.getByRole('button', { name: 'Send to customer' }).click()
  await mei.locator('.thread').getByText(text).waitFor()
  await mei.context().close()
}

it('shares one stream, a draft and what is sent between two tabs, and goes on when one is closed', async () => {
  const { pages, streams } = await tabs(2)
  const [first, second] = pages as [Page, Page]
  await expect.poll(streams).toBe(1)
  await answer('The label is on its way.')
  for (const page of pages) await panel(page).getByText('The label is on its way.').waitFor()

  await field(first).fill('Half a sentence')
  // A draft is there for whoever comes to it; nobody's words change while they look at them.
  await panel(second).getByRole('button', { name: 'Back' }).click()
  await panel(second).getByRole('button', { name: TICKET }).click()
  await expect.poll(() => field(second).inputValue()).toBe('Half a sentence')
  await field(second).fill('A whole sentence.')
  await panel(second).getByRole('button', { name: 'Send', exact: true }).click()
  for (const page of pages) {
    await panel(page).getByText('A whole sentence.').waitFor()
    await expect.poll(() => field(page).inputValue()).toBe('')
    await expect.poll(() => panel(page).getByText('A whole sentence.').count()).toBe(1)
  }
  expect(streams()).toBe(1)

  await first.close()
  await answer('It came this morning.')
  await panel(second).getByText('It came this morning.').waitFor()
  expect(streams()).toBe(1)
})

it('is live in ten tabs by one stream', async () => {
  const { pages, streams } = await tabs(10)
  await expect.poll(streams).toBe(1)
  await answer('Ten of you may read this.')
  for (const page of pages) await panel(page).getByText('Ten of you may read this.').waitFor()
  expect(streams()).toBe(1)
})
