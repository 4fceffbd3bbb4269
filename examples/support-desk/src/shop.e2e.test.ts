import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright'
import { afterAll, afterEach, beforeAll, expect, inject, it } from 'vitest'
import { findingsOn } from './testing/axe.js'
import { pictureOf } from './testing/picture.js'
import { servedShop } from './testing/shop-world.js'

let shop: Awaited<ReturnType<typeof servedShop>>
let browser: Browser
const stopped: string[] = []

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

/** Somebody's browser, and what its policies stopped. */
async function visit(path: string, options: BrowserContextOptions = {}): Promise<Page> {
  const page = await (await browser.newContext({ locale: 'en-GB', ...options })).newPage()
  page.on('console', (message) => {
    if (/Content Security Policy|Trusted ?Type/i.test(message.text())) stopped.push(`${path}: ${message.text()}`)
  })
  page.on('pageerror', (error) => stopped.push(`${path}: ${error.message}`))
  await page.goto(`${shop.base}${path}`)
  return page
}

const panel = (page: Page) => page.getByRole('dialog')

it('lets a customer ask, and an agent take, answer, hand over and solve it, until the customer confirms and rates', async () => {
  const emma = await visit('/?customer=emma')
  await pictureOf(emma, 'shop')
  await emma.getByRole('button', { name: 'Get help' }).click()
  await panel(emma).getByText('Return one of two smart plugs').waitFor()
  await pictureOf(emma, 'home')
  await panel(emma).getByRole('button', { name: 'Write to us' }).click()
  await panel(emma).getByLabel('What is it about?').fill('The battery of my lamp clock is empty')
  await panel(emma).getByText('The battery does not last').waitFor()
  await pictureOf(emma, 'new-request')
  await panel(emma).getByLabel('What happened?').fill('It stopped at ten past ten.')
  await panel(emma).getByRole('button', { name: 'Send', exact: true }).click()
  await panel(emma).getByText('It stopped at ten past ten.').waitFor()

  const mei = await visit('/agent?as=mei')
  await pictureOf(mei, 'agent-queue')
  await mei.getByRole('link', { name: 'The battery of my lamp clock is empty' }).click()
  await mei.getByRole('button', { name: 'Take it' }).click()
  await mei.getByText('Mei Chen 陈梅 has it.').waitFor()
  await mei.getByLabel('Answer the customer').fill('Which clock is it?')
  await mei.getByRole('button', { name: 'Send to customer' }).click()
  await mei.locator('.thread').getByText('Which clock is it?').waitFor()
  await pictureOf(mei, 'agent-ticket')

  // By the stream, with nothing pressed.
  await panel(emma).getByText('Mei Chen 陈梅 has it', { exact: false }).first().waitFor()
  await panel(emma).getByText('Which clock is it?').waitFor()
  await panel(emma).getByLabel('Reply').fill('The round one.')
  await panel(emma).getByRole('button', { name: 'Send', exact: true }).click()
  await panel(emma).getByText('The round one.').waitFor()
  await mei.getByRole('link', { name: 'Something has changed' }).click()
  await mei.locator('.thread').getByText('The round one.').waitFor()
  await pictureOf(emma, 'ticket')

  await mei.getByLabel('Hand over to').selectOption({ label: 'Jonas Weber' })
  await mei.getByRole('button', { name: 'Hand over' }).click()
  await mei.getByText('Jonas Weber has it.').waitFor()
  await mei.getByLabel('What now').selectOption('solve')
  await mei.getByRole('button', { name: 'Do it' }).click()
  await panel(emma).getByText('Is it solved?').waitFor()
  await pictureOf(emma, 'confirm')
  await panel(emma).getByRole('button', { name: 'Yes, it is solved' }).click()
  await panel(emma).getByText('Very good').click()
  await panel(emma).getByText('Thank you, that is saved.').waitFor()
  await mei.reload()
  await mei.getByText('closed').first().waitFor()
})

it('is a shop in Chinese, on a phone, for whoever is not signed in', async () => {
  const page = await visit('/', {
    locale: 'zh-CN',
    viewport: { width: 390, height: 780 },
    hasTouch: true,
    isMobile: true,
  })
  await page.getByRole('button', { name: '获取帮助' }).tap()
  await panel(page).getByRole('button', { name: '联系我们' }).tap()
  await panel(page).getByLabel('遇到了什么问题？').fill('耳机连不上手机')
  await panel(page).getByText('Wren 耳机怎么连接蓝牙').waitFor()
  await pictureOf(page, 'phone-zh')
})

it('is the same as a component of a React page', async () => {
  const page = await visit('/react?customer=tom')
  // The server says what it is, whether or not React comes.
  const drawn = await (await page.request.get(`${shop.base}/react?lang=zh`)).text()
  expect(drawn).toContain('<h1>React 组件版本</h1>')
  expect(drawn).toContain('客服窗口由一个 React 组件显示')
  await page.goto(`${shop.base}/react?lang=en`)
  await page.getByRole('heading', { name: 'The same as a React component' }).waitFor()
  expect(await findingsOn(page)).toEqual([])
  await page.getByRole('button', { name: /^Get help/ }).waitFor()
  await page.getByRole('button', { name: 'Ask us' }).click()
  await panel(page).getByText('Wren: the left side is silent').click()
  await panel(page).getByText('Is it solved?').waitFor()
  await pictureOf(page, 'react')
})

it('shows how a request comes on to whoever has its link', async () => {
  const mei = await visit('/agent?as=mei')
  await mei.getByRole('link', { name: '台灯亮一会儿就自己灭了' }).click()
  const link = await mei.getByRole('link', { name: 'Progress link' }).getAttribute('href')
  const page = await visit(link ?? '')
  await panel(page).getByText('Hao Zhang 张浩', { exact: false }).waitFor()
  expect(await panel(page).getByText('Alder 台灯开十分钟').count()).toBe(0)
  await pictureOf(page, 'progress')
})

it('has nothing on its own pages that axe would find', async () => {
  for (const path of ['/?customer=emma', '/orders', '/help', '/help/return', '/agent?as=mei']) {
    expect(await findingsOn(await visit(path)), path).toEqual([])
  }
  const mei = await visit('/agent?as=mei')
  await mei.getByRole('link', { name: '台灯亮一会儿就自己灭了' }).click()
  await mei.getByText('All requests').waitFor()
  expect(await findingsOn(mei)).toEqual([])
})

it('breaks no policy', () => {
  expect(stopped).toEqual([])
})
