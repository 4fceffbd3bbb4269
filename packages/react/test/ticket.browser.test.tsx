import type {} from '@vitest/browser-playwright'
import { describe, expect, test } from 'vitest'
import { cdp, page, userEvent } from 'vitest/browser'
import { scenes } from './gallery/scenes.js'
import { at } from './gallery/tickets.js'
import { focused, open, root, showWidget } from './show-widget.js'

const reply = () => page.getByRole('textbox', { name: 'Reply' })
const solved = () => scenes('en')['ticket-solved']?.desk ?? {}
const closed = () => scenes('en')['ticket-rate']?.desk ?? {}

describe('a ticket', () => {
  test('says its promise in one sentence, and how far it is', async () => {
    await showWidget()
    await open('earbud')
    await expect.element(page.getByText(/^In progress\. Mei Lin has it\. Expected /)).toBeVisible()
    const current = root().querySelector('[aria-current=step]')
    expect(current?.textContent).toBe('Step 3 of 5: Answered')
  })

  test('shows links to the web as links, and nothing else', async () => {
    await showWidget({
      messages: {
        t1: [
          {
            ...(scenes('en')['ticket']?.desk.messages?.['t1']?.[0] as object),
            body: '<b>x</b> javascript:alert(1) https://a.example/b.',
          },
        ],
      },
    })
    await open('earbud')
    await expect.element(page.getByRole('link', { name: 'https://a.example/b' })).toBeVisible()
    expect([...root().querySelectorAll('.words a')].map((link) => link.getAttribute('href'))).toEqual([
      'https://a.example/b',
    ])
    expect(root().querySelector('.words b')).toBeNull()
  })

  test('tells of a change as a line between messages', async () => {
    const { desk } = await showWidget()
    await open('earbud')
    await expect.element(page.getByText(/You asked/)).toBeVisible()
    const [first, ...rest] = desk.tickets ?? []
    if (!first) throw new Error('no ticket')
    desk.tickets = [
      {
        ...first,
        version: 8,
        updatedAt: at(0),
        expected: { answer: null, solution: { at: at(240), reason: { code: 'promised' } } },
      } as typeof first,
      ...rest,
    ]
    // What is sent brings what has changed meanwhile.
    await page.getByRole('button', { name: 'Ask for an update' }).click()
    await expect.element(page.getByText(/^Now expected .*, not /)).toBeVisible()
  })

  test('takes a reply by Enter, and not one that ends a Chinese word', async () => {
    const { asked } = await showWidget()
    await open('earbud')
    await reply().click()
    const keys = cdp()
    await keys.send('Input.imeSetComposition', { text: 'ni hao', selectionStart: 6, selectionEnd: 6 })
    await keys.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key: 'Enter', windowsVirtualKeyCode: 229 })
    await keys.send('Input.insertText', { text: '你好' })
    await expect.element(reply()).toHaveValue('你好')
    expect(asked('POST', /messages/)).toEqual([])
    await userEvent.keyboard('{Enter}')
    await expect.poll(() => asked('POST', /messages/).map(({ body }) => body)).toEqual([{ body: '你好' }])
    await expect.element(reply()).toHaveValue('')
  })

  test('keeps a reply and its file over a reload', async () => {
    const { shown } = await showWidget()
    await open('earbud')
    await reply().fill('Half a')
    const input = root().querySelector<HTMLInputElement>('input[type=file]')
    if (!input) throw new Error('no way to add a file')
    await userEvent.upload(input, new File(['x'], 'photo.png', { type: 'image/png' }))
    await expect.element(page.getByRole('button', { name: 'Remove photo.png' })).toBeVisible()
    await expect.element(page.getByRole('progressbar')).not.toBeInTheDocument()
    await shown.unmount()
    const { asked } = await showWidget({}, { kept: true })
    await open('earbud')
    await expect.element(reply()).toHaveValue('Half a')
    await page.getByRole('button', { name: 'Send' }).click()
    await expect
      .poll(() => asked('POST', /messages/).map(({ body }) => body))
      .toEqual([{ body: 'Half a', attachments: ['file-1'] }])
    await expect.element(page.getByRole('button', { name: 'Remove photo.png' })).not.toBeInTheDocument()
  })

  test('keeps a reply that the desk refused', async () => {
    const refusal = { status: 409, code: 'COMMAND_REFUSED', detail: 'It is closed.' }
    await showWidget(
      {},
      { instead: ({ method, path }) => (method === 'POST' && /messages/.test(path) ? refusal : null) },
    )
    await open('earbud')
    await reply().fill('Please go on')
    await page.getByRole('button', { name: 'Send' }).click()
    await expect.element(page.getByText(/It is closed\./)).toBeVisible()
    await expect.element(reply()).toHaveValue('Please go on')
  })

  test('keeps what was written when the session has ended, and shows the way back', async () => {
    let signedIn = 0
    let over = false
    await showWidget(
      {},
      {
        instead: () => (over ? { status: 401, code: 'UNAUTHENTICATED', detail: 'x' } : null),
        onSignIn: () => {
          signedIn += 1
        },
      },
    )
    await open('earbud')
    await reply().fill('Please go on')
    over = true
    await page.getByRole('button', { name: 'Send' }).click()
    await page.getByRole('button', { name: 'Sign in again' }).first().click()
    expect(signedIn).toBe(1)
    await expect.element(reply()).toHaveValue('Please go on')
  })

  test('is urged: says whom it told, and when it can be done again', async () => {
    let soon = false
    const refusal = {
      status: 409,
      code: 'COMMAND_REFUSED',
      detail: 'x',
      reasons: [{ code: 'nudge-too-soon', againAt: Date.now() + 600_000 }],
    }
    await showWidget({}, { instead: ({ path }) => (soon && /nudges/.test(path) ? refusal : null) })
    await open('earbud')
    await page.getByRole('button', { name: 'Ask for an update' }).click()
    await expect.element(page.getByText('We have told Mei Lin.')).toBeVisible()
    soon = true
    await page.getByRole('button', { name: 'Back' }).click()
    await page.getByRole('button', { name: /earbud/ }).click()
    await page.getByRole('button', { name: 'Ask for an update' }).click()
    await expect.element(page.getByText(/^You can ask again/)).toBeVisible()
  })
})

describe('a solved ticket', () => {
  test('is confirmed', async () => {
    const { asked } = await showWidget(solved())
    await open('earbud')
    await page.getByRole('button', { name: 'Yes, it is solved' }).click()
    await expect.poll(() => asked('POST', /t1\/events/).map(({ body }) => body)).toEqual([{ type: 'close' }])
  })

  test('is reopened in place, by one question', async () => {
    const { asked } = await showWidget(solved())
    await open('earbud')
    await page.getByRole('button', { name: 'Not solved' }).click()
    const missing = page.getByRole('textbox', { name: 'What is still missing?' })
    await expect.poll(focused).toBe('missing')
    await missing.fill('It is silent again')
    await page.getByRole('button', { name: 'Send and reopen' }).click()
    await expect
      .poll(() => asked('POST', /t1\/events/).map(({ body }) => body))
      .toEqual([{ type: 'reopen', reason: 'It is silent again' }])
  })

  test('is rated on tap; a bad one asks why', async () => {
    const { asked } = await showWidget(closed())
    await open('earbud')
    await page.getByRole('radio', { name: 'Bad', exact: true }).click()
    await expect.poll(() => asked('PUT', /rating/).map(({ body }) => body)).toEqual([{ score: 2 }])
    await expect.element(page.getByText('Thank you for telling us. Our lead reads it.')).toBeVisible()
    await page.getByRole('textbox', { name: 'What went wrong?' }).fill('Slow')
    await page.getByRole('button', { name: 'Send' }).click()
    await expect
      .poll(() => asked('PUT', /rating/).map(({ body }) => body))
      .toEqual([{ score: 2 }, { score: 2, comment: 'Slow' }])
  })
})
