import { type Browser, chromium, type Page } from 'playwright'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { servedShop } from './testing/shop-world.js'

let shop: Awaited<ReturnType<typeof servedShop>>
let browser: Browser

beforeAll(async () => {
  shop = await servedShop()
  browser = await chromium.launch(inject('chromium'))
})
afterAll(async () => {
  await browser.close()
  await shop.close()
})

/** What has the focus, wherever in a shadow tree, by its name. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(`(() => {
    let element = document.activeElement
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement
    const name = element?.getAttribute('aria-label') ?? element?.labels?.[0]?.textContent ?? element?.textContent ?? ''
    return name.replace(/\\s+/g, ' ').trim()
  })()`)

/** Somebody who has a keyboard and nothing else. */
async function visitor(customer: string) {
  const page = await (await browser.newContext({ locale: 'en-GB' })).newPage()
  // Whatever asks for a file gets this one.
  page.on('filechooser', (chooser) =>
    chooser.setFiles({ name: 'boxes.png', mimeType: 'image/png', buffer: Buffer.from('not much of a picture') }),
  )
  await page.goto(`${shop.base}/?customer=${customer}`)
  let stops = 0
  const goTo = async (name: RegExp, { back = false, most = 20 } = {}) => {
    const met: string[] = []
    for (let step = 0; step < most; step += 1) {
      await page.keyboard.press(back ? 'Shift+Tab' : 'Tab')
      stops += 1
      met.push(await focused(page))
      if (name.test(met.at(-1) ?? '')) return
    }
    throw new Error(`The keyboard does not come to ${name}; it met ${met.join(' | ')}`)
  }
  const seen = (text: string | RegExp) => page.getByRole('dialog').getByText(text).first().waitFor()
  return {
    page,
    goTo,
    seen,
    stops: () => stops,
    type: (text: string) => page.keyboard.type(text),
    press: (key: string) => page.keyboard.press(key),
    async go(name: RegExp, options: Parameters<typeof goTo>[1] = {}) {
      await goTo(name, options)
      await page.keyboard.press('Enter')
    },
  }
}

/** To the launcher: what the page itself has before it is none of ours. */
async function open(by: Awaited<ReturnType<typeof visitor>>) {
  await by.page.getByRole('button', { name: 'Get help' }).focus()
  await by.press('Enter')
  await by.page.getByRole('dialog').waitFor()
  await expect.poll(() => focused(by.page)).toBe('What can we help with?')
}

it('finds an answer, asks with a file, replies and urges by keyboard alone', async () => {
  const emma = await visitor('emma')
  await open(emma)
  await emma.type('battery of the lamp')
  await emma.seen('The battery does not last')
  await emma.go(/The battery does not last/)
  await emma.go(/This solved it/)
  await emma.seen('Good. Nothing was sent.')
  // The button that was pressed is gone; the focus is not.
  await expect.poll(() => focused(emma.page)).toBe('Good. Nothing was sent.')

  await emma.press('Escape')
  await expect.poll(() => focused(emma.page)).toMatch(/^Get help/)
  const before = emma.stops()
  await emma.press('Enter')
  await expect.poll(() => focused(emma.page)).toBe('What can we help with?')
  await emma.go(/Write to us/)
  await expect.poll(() => focused(emma.page)).toBe('What is it about?')
  await emma.type('Two kettles came, one was asked for')
  await emma.goTo(/What happened/)
  await emma.type('The second box has no name on it.')
  await emma.goTo(/Add files/)
  await emma.press('Enter')
  await emma.seen('boxes.png')
  await emma.page.getByRole('dialog').getByRole('progressbar').waitFor({ state: 'detached' })
  await emma.go(/^Send$/)
  await emma.seen('The second box has no name on it.')
  const stops = emma.stops() - before
  console.log(`Tab stops from the launcher to a request that is sent, with a file: ${stops}`)
  expect(stops).toBeLessThanOrEqual(20)

  await emma.goTo(/^Reply$/)
  await emma.type('They stand in the hall.')
  await emma.press('Enter')
  await emma.seen('They stand in the hall.')
  await emma.go(/Ask for an update/, { back: true })
  await emma.seen(/We have told/)
  await expect.poll(() => focused(emma.page)).not.toBe('')
  await emma.page.context().close()
})

it('says that it is not solved, then that it is, and rates, by keyboard alone', async () => {
  const tom = await visitor('tom')
  await open(tom)
  await tom.go(/Wren: the left side is silent/)
  await tom.seen('Is it solved?')
  await tom.go(/Not solved/)
  await expect.poll(() => focused(tom.page)).toBe('What is still missing?')
  await tom.type('It is silent again.')
  await tom.go(/Send and reopen/)
  await tom.seen('It is silent again.')

  const agent = await (await browser.newContext()).newPage()
  await agent.goto(`${shop.base}/agent?as=mei`)
  await agent.getByRole('link', { name: 'Wren: the left side is silent' }).click()
  for (const event of ['toWorkshop', 'repaired']) {
    await agent.getByLabel('What now').selectOption(event)
    await agent.getByRole('button', { name: 'Do it' }).click()
  }
  await agent.context().close()

  await tom.seen('Is it solved?')
  await tom.go(/Yes, it is solved/, { back: true })
  await tom.seen('How did we do?')
  const rated: unknown[] = []
  let ticket = ''
  tom.page.on('request', (request) => {
    if (request.method() !== 'PUT') return
    ticket = request.url().replace(/\/rating$/, '')
    rated.push(request.postDataJSON())
  })
  await tom.goTo(/Very bad/)
  for (let pressed = 0; pressed < 3; pressed += 1) await tom.press('ArrowRight')
  await expect.poll(() => focused(tom.page)).toBe('Good')
  // What the keys have only passed is not what was meant.
  expect(rated).toEqual([])
  await tom.press(' ')
  await tom.seen(/that is saved/)
  await tom.goTo(/Anything to add\?/)
  await tom.type('It took three days.')
  await tom.go(/^Send$/)
  await expect.poll(() => rated).toEqual([{ score: 4 }, { score: 4, comment: 'It took three days.' }])
  const score = () =>
    tom.page.evaluate(`fetch('${ticket}').then(async (answer) => (await answer.json()).rating?.score)`)
  await expect.poll(score).toBe(4)
  await tom.press('Escape')
  await expect.poll(() => focused(tom.page)).toMatch(/^Get help/)
  await tom.page.context().close()
})
