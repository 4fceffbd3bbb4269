import { type Browser, chromium, type Page } from 'playwright'
import { afterAll, afterEach, beforeAll, expect, inject, it } from 'vitest'
import { scriptPage } from './script-page.js'

// A page that wishes us ill: its styles are as rude as they can be, and its dialogs make everything else inert.
const RUDE = `<style nonce="once">
  * { letter-spacing: .2em !important; box-sizing: content-box !important; text-transform: uppercase !important; }
  html { font-size: 62.5%; line-height: 3; }
  button, input, select, textarea { padding: 40px !important; font: 40px fantasy !important; display: block !important; }
  dialog { display: block !important; position: static !important; inset: 300px; opacity: .1 !important; }
  section, header, h2, p, ul, li { margin: 50px !important; color: red !important; float: left !important; }
</style>`
const FURNITURE = Array.from({ length: 50 }, (_, at) => `<p class="own"><button>Own ${at}</button></p>`).join('')

let browser: Browser
const ends: (() => Promise<unknown>)[] = []
beforeAll(async () => {
  browser = await chromium.launch(inject('chromium'))
})
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})
afterAll(() => browser.close())

async function opened(head: string, body: string): Promise<Page> {
  const site = await scriptPage({ head, body })
  const page = await browser.newPage()
  ends.push(site.close, () => page.close())
  await page.goto(site.url)
  await page.locator('.docket-launcher').waitFor()
  return page
}

/** Where the widget's boxes are, and how their texts look. */
const looksOf = (page: Page) =>
  page.evaluate(() => {
    const root = document.querySelector('docket-widget')?.shadowRoot
    const seen = [...(root?.querySelectorAll('.docket-launcher, .panel, .panel h2, .panel input, .panel button') ?? [])]
    return seen.map((element) => {
      const { x, y, width, height } = element.getBoundingClientRect()
      const { fontSize, letterSpacing, textTransform, color } = getComputedStyle(element)
      return [element.className, x, y, width, height, fontSize, letterSpacing, textTransform, color].join(' ')
    })
  })

async function open(page: Page): Promise<void> {
  await page.locator('.docket-launcher').click()
  await page
    .getByRole('dialog')
    .filter({ has: page.getByRole('heading', { name: 'Support' }) })
    .waitFor()
  // What moves has come to rest by then.
  await page.waitForTimeout(500)
}

it('looks the same in a page whose styles are as rude as can be', async () => {
  const plain = await opened('', FURNITURE)
  await open(plain)
  const rude = await opened(RUDE, FURNITURE)
  await open(rude)
  const looks = await looksOf(plain)
  expect(looks.length).toBeGreaterThan(3)
  expect(await looksOf(rude)).toEqual(looks)
})

it('changes nothing of the page', async () => {
  const page = await opened('', FURNITURE)
  const styles = () =>
    page.evaluate(() =>
      [...document.querySelectorAll('.own, .own button')].map((element) => {
        const all = getComputedStyle(element)
        const { x, y, width, height } = element.getBoundingClientRect()
        return [x, y, width, height, ...[...all].map((name) => `${name}:${all.getPropertyValue(name)}`)].join(';')
      }),
    )
  const before = await styles()
  await open(page)
  expect(before).toHaveLength(100)
  expect(await styles()).toEqual(before)
})

it('can be reached while a modal dialog of the page is open', async () => {
  const page = await opened('', '<dialog id="own"><p>Own</p></dialog>')
  await page.locator('.docket-launcher').hover()
  await expect.poll(() => page.evaluate(() => customElements.get('docket-widget') !== undefined)).toBe(true)
  await page.evaluate(() => (document.querySelector('#own') as HTMLDialogElement).showModal())
  await page.locator('.docket-launcher').click({ timeout: 10_000 })
  await page.getByRole('heading', { name: 'Support' }).waitFor()
})

it('can be reached in the topmost of several modal dialogs, also in one in a shadow root', async () => {
  const page = await opened(
    '',
    '<dialog id="first"></dialog><dialog id="second"></dialog><x-modal><button>In</button></x-modal>',
  )
  const launcher = page.locator('docket-widget .docket-launcher')
  const does = (what: 'showModal' | 'close', id: string) =>
    page.evaluate(
      ([what, id]) => {
        const within = document.querySelector('x-modal')?.shadowRoot ?? document
        ;((document.querySelector(id) ?? within.querySelector(id)) as HTMLDialogElement)[what]()
      },
      [what, id] as const,
    )
  await page.evaluate(() => {
    const root = document.querySelector('x-modal')?.attachShadow({ mode: 'open' })
    const dialog = document.createElement('dialog')
    dialog.id = 'hidden'
    dialog.append(document.createElement('slot'))
    root?.append(dialog)
  })
  const isReached = () => launcher.click({ trial: true, timeout: 5000 })
  await does('showModal', '#second')
  await does('showModal', '#first')
  await isReached()
  await does('showModal', '#hidden')
  await isReached()
  await does('close', '#hidden')
  await isReached()
  await does('close', '#first')
  await isReached()
  await does('close', '#second')
  await isReached()
  expect(await page.evaluate(() => document.querySelector('docket-widget')?.parentElement?.localName)).toBe('body')
})

it('stays, with what is written in it, when the page puts another body in its place', async () => {
  const page = await opened('', '<p>One</p>')
  const another = () =>
    page.evaluate(() => {
      const body = document.createElement('body')
      const button = document.createElement('button')
      button.dataset['docketOpen'] = ''
      button.append('Help')
      body.append(button)
      document.body = body
    })
  await another()
  await page.getByRole('button', { name: 'Help', exact: true }).click()
  await page.getByRole('heading', { name: 'Support' }).waitFor()
  await page.getByRole('textbox').first().fill('half a sen')
  await another()
  await expect.poll(() => page.getByRole('textbox').first().inputValue()).toBe('half a sen')
})

it('is seen in a page that hides what it does not know', async () => {
  const page = await opened(
    '<style nonce="once">:not(:defined), body > *:not(.app) { display: none !important; }</style>',
    '',
  )
  await page.locator('.docket-launcher').click({ timeout: 5000 })
  await page.getByRole('heading', { name: 'Support' }).waitFor()
})

it('keeps what is typed in it from the shortcuts of the page', async () => {
  const page = await opened('', '<input id="own"><button id="other">Own</button>')
  await page.evaluate(() => {
    const heard: string[] = []
    Object.assign(globalThis, { heard })
    for (const type of ['keydown', 'keypress', 'keyup'])
      document.addEventListener(type, (event) => {
        if (event.target instanceof HTMLInputElement) return
        heard.push(`${type} ${(event as KeyboardEvent).key}`)
        if ((event as KeyboardEvent).key === 's') document.querySelector<HTMLElement>('#own')?.focus()
      })
  })
  const heard = () => page.evaluate(() => (globalThis as unknown as { heard: string[] }).heard.splice(0))
  await open(page)
  await page.getByRole('button', { name: 'Write to us' }).click()
  const subject = page.locator('docket-widget #subject')
  await subject.focus()
  await heard()
  await page.keyboard.type('lamps glow')
  expect(await heard()).toEqual([])
  expect(await subject.inputValue()).toBe('lamps glow')
  // What is no field is the page's as before, and Escape is the panel's.
  await page.locator('#other').focus()
  await page.keyboard.press('k')
  expect(await heard()).toEqual(['keydown k', 'keypress k', 'keyup k'])
  await subject.focus()
  await page.keyboard.press('Escape')
  await subject.waitFor({ state: 'hidden' })
})
