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
  const page = await (await browser.newContext({ baseURL: shop.base, locale: 'en-GB', ...options })).newPage()
  page.on('console', (message) => {
    if (/Content Security Policy|Trusted ?Type/i.test(message.text())) stopped.push(`${path}: ${message.text()}`)
  })
  page.on('pageerror', (error) => stopped.push(`${path}: ${error.message}`))
  await page.goto(`${shop.base}${path}`)
  return page
}

const panel = (page: Page) => page.getByRole('dialog')
const PHONE = { viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true }

/** The words of the widget and the desk, as far as the way leads. */
const WAYS = [
  {
    language: 'en',
    customer: 'emma',
    subject: 'Two lamps came, one was ordered 👩‍🔧',
    body: 'The second <b>box</b> has no name on it. مرحبا',
    widget: {
      launcher: 'Get help',
      ask: 'Write to us',
      about: 'What is it about?',
      details: 'What happened?',
      files: 'Add files',
      send: 'Send',
      nudge: 'Ask for an update',
      nudged: /We have told/,
      notSolved: 'Not solved',
      missing: 'What is still missing?',
      reopen: 'Send and reopen',
      solved: 'Yes, it is solved',
      bad: 'Bad',
      why: 'What went wrong?',
      rate: 'Send',
      read: 'Our lead reads it',
    },
    desk: {
      take: 'Take it',
      answer: 'Answer the customer',
      send: 'Send to customer',
      handOver: 'Hand over',
      to: 'Hand over to',
      next: 'What now',
      do: 'Do it',
      rated: 'Rated 2 of 5',
      urged: 'The customer asked for an update',
      back: 'All requests',
    },
  },
  {
    language: 'zh',
    customer: 'linwei',
    subject: '收到两盏台灯，只买了一盏',
    body: '第二个箱子上没有名字。',
    widget: {
      launcher: '获取帮助',
      ask: '联系我们',
      about: '遇到了什么问题？',
      details: '具体情况',
      files: '添加文件',
      send: '发送',
      nudge: '催一下',
      nudged: /已提醒/,
      notSolved: '未解决',
      missing: '还有什么没有解决？',
      reopen: '发送并重新打开',
      solved: '已解决',
      bad: '不满意',
      why: '哪里让您不满意？',
      rate: '发送',
      read: '负责人会查看',
    },
    desk: {
      take: '接手',
      answer: '回复客户',
      send: '发送给客户',
      handOver: '转交',
      to: '转交给',
      next: '下一步',
      do: '执行',
      rated: '客户评分 2 / 5',
      urged: '客户催办',
      back: '全部请求',
    },
  },
]

it.each(WAYS)('goes the whole loop in $language, with a file, urged, not solved, and rated low', async (way) => {
  const { widget, desk, language } = way
  const shot = (page: Page, name: string) => pictureOf(page, `loop-${language}-${name}`)
  const customer = await visit(`/?customer=${way.customer}`, language === 'zh' ? { locale: 'zh-CN', ...PHONE } : {})
  const button = (name: string) => panel(customer).getByRole('button', { name, exact: true })
  await customer.getByRole('button', { name: widget.launcher }).click()
  await panel(customer).getByRole('button', { name: widget.ask }).click()
  await panel(customer).getByLabel(widget.about).fill(way.subject)
  await panel(customer).getByLabel(widget.details).fill(way.body)
  const [chooser] = await Promise.all([customer.waitForEvent('filechooser'), button(widget.files).click()])
  await chooser.setFiles({ name: '箱子 box.png', mimeType: 'image/png', buffer: Buffer.from('not much of a picture') })
  await panel(customer).getByText('箱子 box.png').waitFor()
  await shot(customer, '1-ask')
  await button(widget.send).click()
  await panel(customer).getByRole('log').getByText(way.body).waitFor()
  await button(widget.nudge).click()
  await panel(customer).getByText(widget.nudged).first().waitFor()
  await shot(customer, '2-urged')

  const mei = await visit(`/agent?as=mei`)
  await mei.goto(`${shop.base}/agent?lang=${language}`)
  await shot(mei, '3-queue')
  await mei.getByRole('link', { name: way.subject }).click()
  await mei.getByText(desk.urged).waitFor()
  const [download] = await Promise.all([
    mei.waitForEvent('download'),
    mei.getByRole('link', { name: '箱子 box.png' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('箱子 box.png')
  await mei.getByRole('button', { name: desk.take, exact: true }).click()
  await mei.getByLabel(desk.answer).fill('👍 https://example.com')
  await mei.getByRole('button', { name: desk.send }).click()
  await panel(customer).getByText('👍').waitFor()
  await shot(customer, '4-answered')
  await mei.getByLabel(desk.to, { exact: true }).selectOption('jonas')
  await mei.getByRole('button', { name: desk.handOver, exact: true }).click()
  await mei.locator('.thread').getByText('Jonas Weber').waitFor()

  const solve = async () => {
    await mei.getByLabel(desk.next).selectOption('solve')
    await mei.getByRole('button', { name: desk.do }).click()
  }
  await solve()
  await button(widget.notSolved).click()
  await panel(customer).getByLabel(widget.missing).fill('3 of 4')
  await shot(customer, '5-not-solved')
  await button(widget.reopen).click()
  await panel(customer).getByRole('log').getByText('3 of 4').waitFor()
  await mei.reload()
  await mei.locator('.thread').getByText('3 of 4').waitFor()
  await solve()
  await button(widget.solved).click()
  await panel(customer).getByText(widget.bad, { exact: true }).click()
  await panel(customer).getByText(widget.read).waitFor()
  await panel(customer).getByLabel(widget.why).fill('Twice is once too often.')
  await button(widget.rate).click()
  await shot(customer, '6-rated')
  await mei.reload()
  await mei.getByText(desk.rated).first().waitFor()
  await mei.getByText('Twice is once too often.').first().waitFor()
  await shot(mei, '7-ticket')
})

it('renews a page that nobody has their hands on, and keeps what is being written', async () => {
  const mei = await visit('/agent?as=mei')
  // Playwright's pages have the focus, all of them.
  await mei.addInitScript('document.hasFocus = () => false')
  await mei.goto(`${shop.base}/agent`)
  const emma = await visit('/?customer=emma')
  const ask = (subject: string) => emma.request.post('/api/support/tickets', { data: { subject, category: 'other' } })
  await ask('Seen by itself')
  await mei.getByRole('link', { name: 'Seen by itself' }).click()
  await mei.getByLabel('Answer the customer').fill('Half a sen')
  await ask('Another one')
  await mei.getByRole('link', { name: 'Something has changed' }).waitFor()
  expect(await mei.getByLabel('Answer the customer').inputValue()).toBe('Half a sen')
})

const LOOKS: readonly [string, BrowserContextOptions][] = [
  ['light', {}],
  ['dark', { colorScheme: 'dark' }],
  ['phone', PHONE],
  ['phone-dark', { ...PHONE, colorScheme: 'dark' }],
]

it.each(LOOKS)(
  'has nothing that axe would find, nor anything too wide: %s',
  async (look, options) => {
    const page = await visit('/?customer=emma', options)
    await page.goto(`${shop.base}/agent?as=mei`)
    const subject = `${'Donaudampfschifffahrtsgesellschaft'.repeat(4)} طلب <b>x</b> 👩‍🔧`
    await page.request.post('/api/support/tickets', { data: { subject, body: 'x'.repeat(300), category: 'other' } })
    await page.reload()
    const links = await page.getByRole('link').evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''))
    const tickets = links.filter((href) => href.startsWith('/agent/tickets/')).slice(0, 3)
    expect(tickets).toHaveLength(3)
    const missing = ['/nothing', '/agent/tickets/none']
    const pages = ['/', '/?lang=zh', '/orders', '/help', '/help/return', '/progress', '/agent', '/agent?view=done']
    for (const path of [...pages, '/?lang=en', ...tickets, ...missing]) {
      await page.goto(`${shop.base}${path}`)
      expect(await findingsOn(page), path).toEqual([])
      const over = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
      expect(over, `${path} is too wide`).toBeLessThanOrEqual(0)
      const place = tickets.includes(path) ? `/ticket-${tickets.indexOf(path)}` : path
      await pictureOf(page, `${look}${place.replaceAll(/\W+/g, '-')}`)
    }
  },
  120_000,
)

it('breaks no policy', () => {
  expect(stopped).toEqual([])
})
