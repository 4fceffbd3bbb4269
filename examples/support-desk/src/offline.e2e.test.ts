import { type Browser, type BrowserContext, chromium, type Page } from 'playwright'
import { afterAll, afterEach, beforeAll, expect, inject, it } from 'vitest'
import { servedShop } from './testing/shop-world.js'

const BANNER = 'You are offline. What you send goes out as soon as you are back.'
const WAITS = 'Waits for connection'
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
const launcher = (page: Page) => page.getByRole('button', { name: /^Get help/ })

/** A page of the shop with the widget open, in a browser that may have others. */
async function open(context: BrowserContext, path = '/?customer=emma'): Promise<Page> {
  const page = await context.newPage()
  await page.goto(`${shop.base}${path}`)
  await launcher(page).click()
  return page
}

/** What the desk took, by the end of its path, in all pages of a browser. */
function taken(context: BrowserContext): (path: RegExp) => number {
  const paths: string[] = []
  context.on('response', (response) => {
    if (response.request().method() === 'POST' && response.ok()) paths.push(new URL(response.url()).pathname)
  })
  return (path) => paths.filter((one) => path.test(one)).length
}

async function reply(page: Page, text: string): Promise<void> {
  await panel(page).getByRole('textbox', { name: 'Reply' }).fill(text)
  await panel(page).getByRole('button', { name: 'Send', exact: true }).click()
}

/** How often a customer's browser that has just come sees words in the thread. */
async function seenAnew(text: string): Promise<number> {
  const page = await open(await browser.newContext({ locale: 'en-GB' }))
  await panel(page).getByRole('button', { name: TICKET }).click()
  await panel(page).getByText(text).first().waitFor()
  return panel(page).getByText(text).count()
}

it('keeps a reply that is written offline, and sends it once when the network is back', async () => {
  const context = await browser.newContext({ locale: 'en-GB' })
  const sent = taken(context)
  const emma = await open(context)
  await panel(emma).getByRole('button', { name: TICKET }).click()
  await panel(emma).getByRole('textbox', { name: 'Reply' }).waitFor()
  await context.setOffline(true)
  await panel(emma).getByText(BANNER).waitFor()
  await reply(emma, 'Written in a tunnel.')
  await panel(emma).getByText('Written in a tunnel.').waitFor()
  await panel(emma).getByText(WAITS).waitFor()
  expect(sent(/messages$/)).toBe(0)

  await context.setOffline(false)
  await panel(emma).getByText(BANNER).waitFor({ state: 'detached' })
  await panel(emma).getByText(WAITS).waitFor({ state: 'detached' })
  await expect.poll(() => sent(/messages$/)).toBe(1)
  expect(await seenAnew('Written in a tunnel.')).toBe(1)
  expect(sent(/messages$/)).toBe(1)
})

it('keeps a reply over the end of its page, and sends it from the next', async () => {
  const context = await browser.newContext({ locale: 'en-GB' })
  const sent = taken(context)
  const emma = await open(context)
  await panel(emma).getByRole('button', { name: TICKET }).click()
  await panel(emma).getByRole('textbox', { name: 'Reply' }).waitFor()
  await context.setOffline(true)
  await reply(emma, 'Written before the page was gone.')
  await panel(emma).getByText(WAITS).waitFor()
  await emma.close()
  await context.setOffline(false)

  const next = await open(context)
  await panel(next).getByRole('button', { name: TICKET }).click()
  await panel(next).getByText('Written before the page was gone.').waitFor()
  await expect.poll(() => sent(/messages$/)).toBe(1)
  expect(await seenAnew('Written before the page was gone.')).toBe(1)
})

it('keeps a new request that is written offline among the others, and asks it once', async () => {
  const context = await browser.newContext({ locale: 'en-GB' })
  const sent = taken(context)
  const emma = await open(context)
  await panel(emma).getByRole('button', { name: TICKET }).waitFor()
  await panel(emma).getByRole('button', { name: 'Write to us' }).click()
  await panel(emma).getByLabel('What is it about?').fill('The hinge of the box squeaks')
  await context.setOffline(true)
  await panel(emma).getByText(BANNER).waitFor()
  await panel(emma).getByRole('button', { name: 'Send', exact: true }).click()
  const item = panel(emma).getByRole('listitem').filter({ hasText: 'The hinge of the box squeaks' })
  await item.getByText(WAITS).waitFor()

  await context.setOffline(false)
  await item.getByRole('button').waitFor()
  await expect.poll(() => sent(/tickets$/)).toBe(1)
  const again = await open(await browser.newContext({ locale: 'en-GB' }))
  await panel(again).getByRole('listitem').filter({ hasText: 'The hinge of the box squeaks' }).waitFor()
  expect(await panel(again).getByRole('listitem').filter({ hasText: 'The hinge of the box squeaks' }).count()).toBe(1)
})
