import { useState } from 'react'
import { afterEach, describe, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { render } from 'vitest-browser-react'
import { dress } from '../src/style/sheet.js'
import type { Appearance } from '../src/widget.js'
import { DocketWidget } from '../src/widget.js'
import { fakeDesk } from './fake-desk.js'
import { open, root, showWidget } from './show-widget.js'

const launcher = () => page.getByRole('button', { name: 'Get help' })
const styleOf = (selector: string) => getComputedStyle(root().querySelector(selector) as Element)
const isOpen = () => root().querySelector('dialog')?.open ?? false

/** Something of the page's own, until the test is over. */
function own<Name extends 'aside' | 'style'>(name: Name): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name)
  element.dataset['own'] = ''
  document.body.append(element)
  return element
}
afterEach(() => {
  for (const one of document.querySelectorAll('[data-own]')) one.remove()
})

/** What can be seen of an appearance. */
async function look(appearance: Appearance) {
  const { shown } = await showWidget({}, { appearance })
  await open()
  await expect.element(page.getByText('Invoice for order 20418')).toBeVisible()
  const [button, body] = [styleOf('[part=ask]'), styleOf('.body')]
  const found = {
    radius: button.borderRadius,
    font: button.fontFamily,
    room: body.gap,
    scheme: styleOf('.docket').colorScheme,
  }
  await shown.unmount()
  return found
}

test('corners, density, letters and scheme are as the page says', async () => {
  const plain = await look({})
  expect(plain).toMatchObject({ radius: '10px', room: '20px', scheme: 'light' })
  expect(plain.font).toContain('system-ui')
  expect(await look({ radius: 2, density: 'compact', font: 'Georgia, serif', scheme: 'dark' })).toEqual({
    radius: '2px',
    room: '15px',
    font: 'Georgia, serif',
    scheme: 'dark',
  })
  expect((await look({ radius: 0 })).radius).toBe('0px')
})

test('a page styles parts, and nothing else', async () => {
  own('style').textContent =
    'docket-host::part(ask) { border-radius: 33px } docket-host::part(launcher) { letter-spacing: 3px } .body, dialog { display: none }'
  await showWidget()
  await open()
  await expect.element(page.getByRole('button', { name: 'Write to us' })).toBeVisible()
  expect(styleOf('[part=ask]').borderRadius).toBe('33px')
  expect(styleOf('[part=launcher]').letterSpacing).toBe('3px')
})

test('it stands at the end of the page, or in what the page says', async () => {
  const plain = await showWidget()
  await expect.element(launcher()).toBeVisible()
  expect(root().host.parentElement).toBe(document.body)
  await plain.shown.unmount()
  const container = own('aside')
  const held = await showWidget({}, { container })
  await expect.element(launcher()).toBeVisible()
  expect(root().host.parentElement).toBe(container)
  await held.shown.unmount()
  expect(container.childElementCount).toBe(0)
})

test('slots hold what is the page’s, in its styles, and live on', async () => {
  own('style').textContent = '.plan { color: rgb(1, 2, 3) }'
  const slots = (plan: string) => ({
    header: <b className="plan">{plan}</b>,
    'home-start': <p>Before</p>,
    'home-end': <p>After</p>,
  })
  const { shown } = await showWidget({}, { slots: slots('Gold') })
  await open()
  await expect.element(page.getByText('Gold')).toBeVisible()
  expect(getComputedStyle(page.getByText('Gold').element()).color).toBe('rgb(1, 2, 3)')
  await expect.element(page.getByText('Invoice for order 20418')).toBeVisible()
  const top = (text: string) => page.getByText(text, { exact: true }).element().getBoundingClientRect().top
  expect(top('Before')).toBeLessThan(top('What can we help with?'))
  expect(top('After')).toBeGreaterThan(top('Where is my parcel?'))
  await shown.rerender(<DocketWidget {...props} open slots={slots('Silver')} />)
  await expect.element(page.getByText('Silver')).toBeVisible()
})

const { transport } = fakeDesk({})
const told: boolean[] = []
const props = { baseUrl: '/api/support', user: 'c1', transport, tabs: null, locale: 'en' } as const

/** A page that holds whether it is open. */
function Shop() {
  const [shown, setShown] = useState(false)
  const change = (next: boolean) => {
    told.push(next)
    setShown(next)
  }
  return (
    <>
      <button type="button" data-docket-open>
        Contact
      </button>
      <DocketWidget {...props} open={shown} onOpenChange={change} />
    </>
  )
}

describe('who holds whether it is open', () => {
  test('may be the page, and then nothing else opens or closes it', async () => {
    told.length = 0
    const shown = await render(<DocketWidget {...props} open={false} onOpenChange={(next) => told.push(next)} />)
    await launcher().click()
    expect([told, isOpen()]).toEqual([[true], false])
    await shown.rerender(<DocketWidget {...props} open onOpenChange={(next) => told.push(next)} />)
    await expect.poll(isOpen).toBe(true)
    await page.getByRole('button', { name: 'Close' }).click()
    expect([told, isOpen()]).toEqual([[true, false], true])
    await shown.rerender(<DocketWidget {...props} open={false} />)
    await expect.poll(isOpen).toBe(false)
  })

  test('hears of the launcher, of a button of its own and of Escape', async () => {
    told.length = 0
    await render(<Shop />)
    await expect.element(launcher()).toBeVisible()
    await page.getByRole('button', { name: 'Contact' }).click()
    await expect.poll(isOpen).toBe(true)
    root().activeElement?.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }),
    )
    await expect.poll(isOpen).toBe(false)
    await launcher().click()
    await expect.poll(isOpen).toBe(true)
    expect(told).toEqual([true, false, true])
  })
})

test('where no style sheets can be made, there is a style with the nonce that the policy asks for', () => {
  const element = own('aside')
  const shadow = element.attachShadow({ mode: 'open' })
  const made = Object.getOwnPropertyDescriptor(CSSStyleSheet.prototype, 'replaceSync') ?? {}
  try {
    Reflect.deleteProperty(CSSStyleSheet.prototype, 'replaceSync')
    dress(shadow, 'n0nce')
  } finally {
    Object.defineProperty(CSSStyleSheet.prototype, 'replaceSync', made)
  }
  shadow.append(
    Object.assign(document.createElement('div'), { className: 'docket', innerHTML: '<button class="main">x</button>' }),
  )
  const style = shadow.querySelector('style')
  expect([style?.nonce, shadow.adoptedStyleSheets.length]).toEqual(['n0nce', 0])
  expect(getComputedStyle(shadow.querySelector('button') as Element).borderRadius).toBe('10px')
})
