import { describe, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-react'
import { at } from './gallery/tickets.js'
import { focused, open, root, showWidget } from './show-widget.js'

const launcher = () => page.getByRole('button', { name: 'Get help' })

/** Tabs until something has the focus; gives how many times. */
async function tabTo(name: RegExp, most = 25): Promise<number> {
  for (let stops = 1; stops <= most; stops += 1) {
    await userEvent.tab()
    const focused = root().activeElement
    if (name.test(`${focused?.getAttribute('aria-label') ?? ''} ${focused?.textContent ?? ''} ${focused?.id ?? ''}`))
      return stops
  }
  throw new Error(`The keyboard does not come to ${name}.`)
}

describe('the panel', () => {
  test('takes the focus, closes by Escape, and gives the focus back', async () => {
    await showWidget()
    await open()
    await expect.poll(focused).toBe('search')
    await userEvent.keyboard('{Escape}')
    await expect.element(page.getByRole('dialog')).not.toBeInTheDocument()
    await expect.poll(focused).toBe('Get help')
  })

  test('is used by keyboard alone, from the launcher to a request that is sent', async () => {
    const { asked } = await showWidget({ suggestions: [] })
    let stops = 0
    await userEvent.tab()
    await userEvent.keyboard('{Enter}')
    stops += await tabTo(/Write to us/)
    await userEvent.keyboard('{Enter}')
    await expect.poll(focused).toBe('subject')
    await userEvent.keyboard('Silent')
    stops += await tabTo(/^ ?Send/)
    await userEvent.keyboard('{Enter}')
    await expect.poll(() => asked('POST', /^\/tickets$/).length).toBe(1)
    expect(stops).toBeLessThanOrEqual(20)
  })

  test("can be used inside the page's own modal dialog", async () => {
    await showWidget()
    const { container } = await render(<dialog>Pay</dialog>)
    const dialog = container.querySelector('dialog')
    dialog?.showModal()
    await expect.poll(() => root().host.parentElement).toBe(dialog)
    await launcher().click()
    await expect.element(page.getByRole('dialog', { name: 'Support' })).toBeVisible()
    dialog?.close()
    await expect.poll(() => root().host.parentElement).toBe(document.body)
    await expect.element(page.getByRole('dialog', { name: 'Support' })).toBeVisible()
  })

  test('is not reached by what a page does to all its elements', async () => {
    await showWidget()
    await open()
    const seen = () =>
      [...root().querySelectorAll('button,input,h2,p,li')].map((element) => {
        const { width, height } = element.getBoundingClientRect()
        const { color, letterSpacing, fontSize } = getComputedStyle(element)
        return [element.tagName, width, height, color, letterSpacing, fontSize].join(' ')
      })
    await expect.element(page.getByText('Invoice for order 20418')).toBeVisible()
    const before = seen()
    const style = document.createElement('style')
    style.textContent =
      '*{letter-spacing:.2em!important;color:red!important;box-sizing:content-box!important} button,dialog{display:none!important} html{font-size:40px!important}'
    document.head.append(style)
    expect(seen()).toEqual(before)
    style.remove()
  })

  test('does not take the page down with it where something in it fails', async () => {
    // What no desk says.
    const message = {
      id: 'm1',
      seq: 1,
      author: { type: 'agent', id: 'a1' },
      body: 5,
      createdAt: at(0),
      attachments: [],
    }
    await showWidget({ messages: { t1: [message] } }, { slots: { header: <p>Of the page</p> } })
    await open('earbud')
    await expect.poll(() => root().querySelector('[part=widget]')).toBeNull()
    // Where nothing stops it, React takes away all that stands beside it, too.
    expect(root().host.textContent).toBe('Of the page')
  })

  test('is opened by elements of the page, and holds what the page puts in', async () => {
    await showWidget({}, { slots: { 'home-start': <p>We are closed today.</p> }, launcher: false })
    await render(
      <button type="button" data-docket-open="">
        Help me
      </button>,
    )
    await page.getByRole('button', { name: 'Help me' }).click()
    await expect.element(page.getByText('We are closed today.')).toBeVisible()
  })

  test('says what failed, and tries again', async () => {
    let broken = true
    await showWidget(
      {},
      {
        instead: ({ path }) =>
          broken && /^\/tickets/.test(path) ? { status: 500, code: 'INTERNAL', detail: 'x' } : null,
      },
    )
    await open()
    await expect.element(page.getByRole('alert')).toHaveTextContent('This could not be loaded.')
    broken = false
    await page.getByRole('button', { name: 'Try again' }).click()
    await expect.element(page.getByText('Invoice for order 20418')).toBeVisible()
  })

  test('puts what waits for its reader first', async () => {
    await showWidget()
    await open()
    await expect.element(page.getByText('Invoice for order 20418')).toBeVisible()
    expect([...root().querySelectorAll('.item b')].map(({ textContent }) => textContent)[0]).toBe(
      'Invoice for order 20418',
    )
  })
})

describe('a progress link', () => {
  test('shows one ticket, for reading only, and asks nothing else', async () => {
    const { asked } = await showWidget(
      {
        progress: {
          state: 'open',
          phase: 'open',
          handler: 'Mei Lin',
          firstResponseAt: new Date().toISOString(),
          expected: {
            answer: null,
            solution: { at: new Date().toISOString(), atRisk: true, reason: { code: 'promised' } },
          },
          createdAt: new Date().toISOString(),
          solvedAt: null,
          words: ['In progress.'],
        },
      },
      { progressToken: 'p1' },
    )
    await expect.element(page.getByText('In progress.')).toBeVisible()
    // As a ticket shows it: how far it is, and that time is short by a shape and a word, too.
    expect(root().querySelector('[aria-current=step]')?.textContent).toBe('Step 3 of 5: Answered')
    await expect.element(page.getByText('Time is short')).toBeVisible()
    expect(root().querySelector('.mark.risk svg')).not.toBeNull()
    expect(asked('POST', /progress/)[0]?.body).toMatchObject({ token: 'p1', locale: 'en' })
    expect(asked('GET', /./)).toEqual([])
  })

  test('that is over says so', async () => {
    await showWidget(
      {},
      { progressToken: 'p1', instead: () => ({ status: 401, code: 'UNAUTHENTICATED', detail: 'x' }) },
    )
    await expect.element(page.getByRole('alert')).toHaveTextContent('This link no longer opens anything.')
  })
})
