import { type Browser, chromium, type Page } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest'
import { LAUNCHER_WORDS } from '../src/script/launcher-words.js'
import { en } from '../src/text/en.js'
import { zhCn } from '../src/text/zh-cn.js'
import { scriptPage } from './script-page.js'

let browser: Browser
const ends: (() => Promise<unknown>)[] = []
beforeAll(async () => {
  browser = await chromium.launch(inject('chromium'))
})
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})
afterAll(() => browser.close())

/** Opens a page with the script tag; gives what its policy has stopped, too. */
async function opened(given: Parameters<typeof scriptPage>[0] = {}) {
  const site = await scriptPage(given)
  const page = await browser.newPage()
  ends.push(site.close, () => page.close())
  const violations: string[] = []
  page.on('console', (message) => {
    if (/Content Security Policy|Trusted|TrustedScript/i.test(message.text())) violations.push(message.text())
  })
  page.on('pageerror', (error) => violations.push(error.message))
  await page.goto(site.url)
  await launcher(page).waitFor({ state: 'attached' })
  return { ...site, page, violations }
}

const launcher = (page: Page) => page.locator('docket-widget').locator('.docket-launcher')
/** What an element is painted on, whatever its colour is written in. */
const painted = (of: ReturnType<Page['locator']>) =>
  of.evaluate((one) => {
    const canvas = document.createElement('canvas').getContext('2d')
    if (!canvas) return ''
    canvas.fillStyle = getComputedStyle(one).backgroundColor
    canvas.fillRect(0, 0, 1, 1)
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3).join(' ')
  })
const panel = (page: Page) => page.getByRole('dialog')

describe('the script tag', () => {
  it('paints a launcher and asks for nothing more', async () => {
    const { page, asked, violations } = await opened()
    await page.waitForLoadState('networkidle')
    expect(await launcher(page).textContent()).toBe('Get help')
    expect(await launcher(page).evaluate((one) => getComputedStyle(one).color)).toBe('rgb(255, 255, 255)')
    expect(await painted(launcher(page))).toBe('37 70 196')
    expect(asked.filter((path) => path !== '/favicon.ico')).toEqual(['/', '/assets/v1/docket.js'])
    expect(violations).toEqual([])
  })

  it('fetches the widget when somebody reaches for it, and opens it on a press, under a policy that forbids all else', async () => {
    const { page, asked, entry, violations } = await opened()
    const before = await launcher(page).boundingBox()
    await launcher(page).hover()
    await expect.poll(() => asked).toContain(entry)
    await expect.poll(() => page.evaluate(() => customElements.get('docket-widget') !== undefined)).toBe(true)
    expect(await launcher(page).boundingBox()).toEqual(before)
    await launcher(page).click()
    await panel(page).waitFor({ state: 'visible' })
    expect(violations).toEqual([])
  })

  it('leaves with Escape, and leads back to the launcher', async () => {
    const { page } = await opened()
    await page.keyboard.press('Tab')
    await expect.poll(() => page.evaluate(() => customElements.get('docket-widget') !== undefined)).toBe(true)
    await page.keyboard.press('Enter')
    await panel(page).waitFor({ state: 'visible' })
    await page.keyboard.press('Escape')
    await panel(page).waitFor({ state: 'hidden' })
    const focused = () => page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.className)
    await expect.poll(focused).toBe('docket-launcher')
  })

  it('opens again as often as it is closed, however fast', async () => {
    const { page } = await opened()
    await launcher(page).click()
    await panel(page).waitFor({ state: 'visible' })
    for (let round = 0; round < 25; round += 1) {
      await page.keyboard.press('Escape')
      // The browser says of the first closing when it likes, maybe once it is open again.
      const focused = () => page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.className)
      await expect.poll(focused, { interval: 1 }).toBe('docket-launcher')
      await page.keyboard.press('Enter')
      await page.waitForTimeout(round % 5)
      await expect.poll(() => panel(page).isVisible(), { interval: 1 }).toBe(true)
      await page.waitForTimeout(40)
      expect(await panel(page).isVisible()).toBe(true)
    }
  })

  it('opens at once from a button of the page, and by the page', async () => {
    const { page } = await opened({
      body: '<button data-docket-open>Help me</button>',
      attributes: 'data-launcher="none"',
    })
    expect(await launcher(page).isVisible()).toBe(false)
    await page.getByRole('button', { name: 'Help me' }).click()
    await panel(page).waitFor({ state: 'visible' })
    const again = await opened()
    await again.page.evaluate(() => (globalThis as unknown as { docket: { open(): Promise<void> } }).docket.open())
    await panel(again.page).waitFor({ state: 'visible' })
  })

  it('asks the desk by the token that the page gives, and as whom it says', async () => {
    const head = '<script nonce="once">window.docket = { token: () => "the-token" }</script>'
    const { page, authorizations, asked } = await opened({ head, attributes: 'data-user="c1"' })
    await launcher(page).click()
    await panel(page).waitFor({ state: 'visible' })
    await expect.poll(() => [...authorizations]).toEqual(['Bearer the-token'])
    expect(asked).toContain('/api/support/tickets')
  })

  it('takes what its attributes say, also later', async () => {
    const { page } = await opened({ attributes: 'data-locale="zh-CN" data-accent="#7a1fa2" data-scheme="dark"' })
    expect(await launcher(page).textContent()).toBe('获取帮助')
    await launcher(page).click()
    await panel(page).waitFor({ state: 'visible' })
    expect(await page.locator('.docket').getAttribute('data-scheme')).toBe('dark')
    const say = (name: string, value: string) =>
      page.evaluate(([name, value]) => document.querySelector('docket-widget')?.setAttribute(name, value), [
        name,
        value,
      ] as const)
    await say('locale', 'en')
    await page.getByRole('textbox', { name: en.search }).fill('half a sen')
    await say('locale', 'zh-CN')
    // What is open stays, with what was written in it.
    expect(await page.getByRole('textbox', { name: zhCn.search }).inputValue()).toBe('half a sen')
    await say('scheme', 'light')
    await expect.poll(() => page.locator('.docket').getAttribute('data-scheme')).toBe('light')
    const ask = page.getByRole('button', { name: zhCn.ask })
    const colour = () => ask.evaluate((one) => getComputedStyle(one).backgroundColor)
    const before = await colour()
    await say('accent', '#005a5a')
    await expect.poll(colour).not.toBe(before)
    await page.getByRole('button', { name: zhCn.ask }).click()
    await say('user', 'c2')
    await ask.waitFor()
    await say('label', 'Ask')
    await expect.poll(() => launcher(page).textContent()).toBe('Ask')
    await say('launcher', 'none')
    await launcher(page).waitFor({ state: 'detached' })
    expect(await panel(page).isVisible()).toBe(true)
  })

  it('asks for the number of what was not read when the page is idle, once, if it is wanted', async () => {
    const { page, asked, entry, violations } = await opened({ attributes: 'data-unread data-user="c1"' })
    await expect.poll(() => asked).toContain('/api/support/inbox')
    await page.waitForLoadState('networkidle')
    expect(asked.filter((path) => path === entry || path.startsWith('/api'))).toEqual([entry, '/api/support/inbox'])
    expect(await launcher(page).textContent()).toBe('Get help')
    expect(violations).toEqual([])
  })

  it('tries again after it could not be fetched', async () => {
    const { page, entry, failing } = await opened()
    failing.add(entry)
    await launcher(page).click()
    await expect.poll(() => launcher(page).getAttribute('aria-busy')).toBe(null)
    failing.clear()
    await launcher(page).click()
    await panel(page).waitFor({ state: 'visible' })
  })

  it('keeps what is open when the page moves it into a dialog of its own', async () => {
    const { page } = await opened({ body: '<dialog id="own">Own</dialog>' })
    await launcher(page).click()
    await panel(page).first().waitFor({ state: 'visible' })
    await page.evaluate(() => {
      const own = document.querySelector('#own') as HTMLDialogElement
      own.showModal()
      own.append(document.querySelector('docket-widget') as Element)
    })
    await expect.poll(() => page.locator('docket-widget').getByRole('dialog').isVisible()).toBe(true)
  })

  it('shows the ticket of each progress link that is opened, one after the other', async () => {
    const { page, url } = await opened({ attributes: 'data-progress' })
    await page.route('**/api/support/progress', async (route) => {
      const { token } = route.request().postDataJSON() as { token: string }
      const body = { state: 'Open', phase: 'open', stage: null, handler: null, solvedAt: null, locale: 'en' }
      const expected = { answer: null, solution: null }
      await route.fulfill({
        json: { ...body, expected, createdAt: '2026-03-02T09:00:00.000Z', words: [`It is ${token}.`] },
      })
    })
    // At first there was no link.
    expect(await panel(page).count()).toBe(0)
    for (const token of ['first', 'second']) {
      await page.goto(`${url}#${token}`)
      await panel(page).getByText(`It is ${token}.`).waitFor({ timeout: 10_000 })
    }
    await page.keyboard.press('Escape')
    await panel(page).waitFor({ state: 'hidden' })
    await page.goto(`${url}#third`)
    await panel(page).getByText('It is third.').waitFor({ timeout: 10_000 })
  })

  it('paints and opens in a browser that constructs no style sheets, by the nonce of its tag', async () => {
    const { page, url, violations } = await opened()
    await page.addInitScript(() => {
      Reflect.deleteProperty(globalThis, 'CSSStyleSheet')
      Reflect.deleteProperty(ShadowRoot.prototype, 'adoptedStyleSheets')
    })
    await page.goto(url)
    await launcher(page).waitFor({ timeout: 10_000 })
    expect(await painted(launcher(page))).toBe('37 70 196')
    const before = await launcher(page).boundingBox()
    await page.keyboard.press('Tab')
    await expect.poll(() => page.evaluate(() => customElements.get('docket-widget') !== undefined)).toBe(true)
    await expect.poll(() => launcher(page).getAttribute('aria-haspopup')).toBe('dialog')
    expect(await launcher(page).boundingBox()).toEqual(before)
    await page.keyboard.press('Enter')
    await panel(page).waitFor({ state: 'visible' })
    expect(violations).toEqual([])
  })

  it('is one, however often the page has its tag', async () => {
    const again = '<script nonce="once" async src="/assets/v1/docket.js"></script>'
    const { page } = await opened({ head: again, body: `<button data-docket-open>Help me</button>${again}` })
    await page.waitForLoadState('networkidle')
    expect(await page.locator('docket-widget').count()).toBe(1)
    await page.getByRole('button', { name: 'Help me' }).click()
    await panel(page).waitFor({ state: 'visible' })
    expect(await panel(page).count()).toBe(1)
  })

  it('would be seen to break a policy', async () => {
    const { page, violations } = await opened()
    await page.evaluate("try { document.body.innerHTML = '<p>' } catch {}")
    await expect.poll(() => violations.length).toBeGreaterThan(0)
  })

  it('says what the widget will say', () => {
    expect(LAUNCHER_WORDS).toEqual({ en: en.launcher, zh: zhCn.launcher })
  })
})
