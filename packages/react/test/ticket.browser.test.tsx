import type {} from '@vitest/browser-playwright'
import { describe, expect, test } from 'vitest'
import { cdp, page, userEvent } from 'vitest/browser'
import { fakeDesk } from './fake-desk.js'
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

  test('says by a shape, a word and a colour where its time is short', async () => {
    const [first] = scenes('en')['ticket']?.desk.tickets ?? []
    if (!first) throw new Error('no ticket')
    const solution = { at: at(20), atRisk: true, reason: { code: 'promised' } }
    await showWidget({ tickets: [{ ...first, expected: { answer: null, solution } }] })
    await open('earbud')
    await expect.poll(() => root().querySelector('.promise .mark.risk')?.textContent).toBe('Time is short')
    expect(root().querySelector('.promise .mark.risk svg path')).not.toBeNull()
    expect(root().querySelector('.bar.risk')).not.toBeNull()
  })

  test('leaves whoever reads above where they read, and shows what they send', async () => {
    const [some] = scenes('en')['ticket']?.desk.messages?.['t1'] ?? []
    const messages = Array.from({ length: 30 }, (_, index) => ({ ...some, id: `m${index}`, createdAt: at(index - 60) }))
    const { desk } = await showWidget({ messages: { t1: messages } })
    await open('earbud')
    const log = () => root().querySelector('[role=log]') as HTMLElement
    const fromEnd = () => log().scrollHeight - log().scrollTop - log().clientHeight
    await expect.poll(() => log()?.scrollTop).toBeGreaterThan(100)
    log().scrollTop = 50
    desk.timelines = { t1: [{ type: 'nudged', number: 1, seq: 90, at: at(0) }] }
    await page.getByRole('button', { name: 'Ask for an update' }).click()
    await expect.element(page.getByText('You asked for an update')).toBeInTheDocument()
    expect(log().scrollTop).toBeLessThan(200)
    await reply().fill('Here I am')
    await userEvent.keyboard('{Enter}')
    await expect.poll(fromEnd).toBeLessThan(2)
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

  test('tells of what has changed in lines between messages, also of what was before, with each time and why', async () => {
    const [state, moved] = [
      { from: 'open', to: 'waiting', phase: 'waiting' },
      { from: at(60), to: at(95) },
    ]
    const past = [
      { type: 'created', state: 'open' },
      { type: 'assigned', agent: 'a1' },
      { type: 'expected', of: 'solution', from: at(30), to: null, why: 'stage' },
      { type: 'state', ...state },
      { type: 'expected', of: 'solution', ...moved, why: 'resumed' },
      { type: 'expected', of: 'answer', ...moved, why: 'priority' },
      { type: 'expected', of: 'solution', from: null, to: at(95), why: 'reopened' },
      { type: 'assigned', agent: 'a2' },
      { type: 'assigned', agent: null },
      { type: 'stage', name: 'repair', number: 2 },
      { type: 'nudged', number: 1 },
      { type: 'rated', score: 2 },
      { type: 'merged', into: 't9' },
      { type: 'unmerged' },
    ].map((line, index) => ({ ...line, seq: index + 1, at: at(index - 200) }))
    const { desk } = await showWidget({ timelines: { t1: past }, names: { a1: 'Nobody', a2: 'Ada' } })
    await open('earbud')
    const lines = () => [...root().querySelectorAll('.when')].map((line) => line.textContent ?? '')
    await expect.poll(() => lines().length).toBe(past.length)
    const time = String.raw`.*\d:\d\d.*`
    for (const [index, words] of [
      'You asked',
      'Mei Lin has it now',
      `Not expected ${time} any more: the next step has begun`,
      'Waiting for you',
      `Now expected ${time}, not ${time}: it had been waiting`,
      `Answer now expected ${time}, not ${time}: it is more or less urgent now`,
      `Now expected ${time}: it is open again`,
      // As the handler calls who has no name on the page.
      'Ada has it now',
      'Support has it now',
      'repair',
      'You asked for an update',
      'You rated it: Bad',
      'It goes on in another request.',
      'It goes on here again.',
    ].entries()) {
      expect(lines()[index]).toMatch(new RegExp(`^${words} · ${time}$`))
    }
    desk.timelines = {
      t1: [...past, { type: 'state', from: 'waiting', to: 'open', phase: 'open', seq: 20, at: at(0) }],
    }
    // What is sent brings what has changed meanwhile.
    await reply().fill('Any news?')
    await page.getByRole('button', { name: 'Send' }).click()
    await expect.poll(() => lines().at(-1)).toMatch(/^In progress · /)
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

  test('names the files of a reply that waits, also after a reload', async () => {
    const instead = ({ method, path }: { method: string; path: string }) =>
      method === 'POST' && /messages/.test(path) ? ('unreachable' as const) : null
    const { shown } = await showWidget({}, { instead })
    await open('earbud')
    await reply().fill('So it looks')
    const input = root().querySelector<HTMLInputElement>('input[type=file]')
    if (!input) throw new Error('no way to add a file')
    await userEvent.upload(input, new File(['x'], 'photo.png', { type: 'image/png' }))
    await expect.element(page.getByRole('progressbar')).not.toBeInTheDocument()
    await page.getByRole('button', { name: 'Send' }).click()
    const waiting = () => root().querySelector('.wait li')?.textContent
    await expect.poll(waiting).toBe('photo.png')
    await shown.unmount()
    await showWidget({}, { kept: true, instead })
    await open('earbud')
    await expect.poll(waiting).toBe('photo.png')
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

  test('is urged: says whom it told, and when it can be done again, also after a reload', async () => {
    const { shown, desk } = await showWidget()
    await open('earbud')
    await page.getByRole('button', { name: 'Ask for an update' }).click()
    const told = page.getByText(/^We have told Mei Lin\. You can ask again .*\d:\d\d/)
    await expect.element(told).toBeVisible()
    await expect.element(page.getByRole('button', { name: 'Ask for an update' })).not.toBeInTheDocument()
    await shown.unmount()
    const [urged, ...rest] = desk.tickets ?? []
    if (!urged) throw new Error('no ticket')
    await showWidget({ tickets: [urged, ...rest] }, { kept: true })
    await open('earbud')
    await expect.element(told).toBeVisible()
  })

  test('can be urged again once it is time', async () => {
    const [first] = scenes('en')['ticket']?.desk.tickets ?? []
    if (!first) throw new Error('no ticket')
    await showWidget({ tickets: [{ ...first, nudges: 1, nudgeAgainAt: new Date(Date.now() + 3_000).toISOString() }] })
    await open('earbud')
    await expect.element(page.getByText(/^We have told Mei Lin\./)).toBeVisible()
    await expect.element(page.getByRole('button', { name: 'Ask for an update' }), { timeout: 10_000 }).toBeVisible()
  })

  test('that was urged elsewhere meanwhile says when it can be done again', async () => {
    const refusal = {
      status: 409,
      code: 'COMMAND_REFUSED',
      detail: 'x',
      reasons: [{ code: 'nudge-too-soon', againAt: Date.now() + 600_000 }],
    }
    await showWidget({}, { instead: ({ path }) => (/nudges/.test(path) ? refusal : null) })
    await open('earbud')
    await page.getByRole('button', { name: 'Ask for an update' }).click()
    await expect.element(page.getByText(/You can ask again/)).toBeVisible()
  })
})

describe('a solved ticket', () => {
  test('is confirmed', async () => {
    const { asked } = await showWidget(solved())
    await open('earbud')
    await page.getByRole('button', { name: 'Yes, it is solved' }).click()
    await expect.poll(() => asked('POST', /t1\/events/).map(({ body }) => body)).toEqual([{ type: 'close' }])
  })

  test('says where it could not be asked what can be done, and asks again', async () => {
    let broken = true
    const failure = { status: 404, code: 'NOT_FOUND', detail: 'x' }
    await showWidget(solved(), { instead: ({ path }) => (broken && /t1\/events/.test(path) ? failure : null) })
    await open('earbud')
    const again = page.getByRole('button', { name: 'Try again' })
    await expect.element(again).toBeVisible()
    broken = false
    await again.click()
    await expect.element(page.getByRole('button', { name: 'Yes, it is solved' })).toBeVisible()
    await expect.element(again).not.toBeInTheDocument()
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
  test('is rated as chosen last, also while a former choice is on its way', async () => {
    const desk = fakeDesk({ ...scenes('en')['ticket']?.desk, ...closed() })
    let answer = () => {}
    const slow = new Promise<void>((resolve) => {
      answer = resolve
    })
    const rated = () => desk.asked.filter(({ method }) => method === 'PUT').map(({ body }) => body)
    await showWidget(
      {},
      {
        transport: {
          async request(asked) {
            if (asked.method === 'PUT') await slow
            return desk.transport.request(asked)
          },
        },
      },
    )
    await open('earbud')
    await page.getByRole('radio', { name: 'Bad', exact: true }).click()
    await page.getByRole('radio', { name: 'Very good' }).click()
    await expect.element(page.getByRole('radio', { name: 'Very good' })).toBeChecked()
    answer()
    await expect.poll(rated).toEqual([{ score: 2 }, { score: 5 }])
    await expect.element(page.getByRole('radio', { name: 'Very good' })).toBeChecked()
  })

  test('is rated by keys once they have come to what is meant, and not on the way there', async () => {
    const { asked } = await showWidget(closed())
    await open('earbud')
    const rated = () => asked('PUT', /rating/).map(({ body }) => body)
    root().querySelector<HTMLInputElement>('[name=rating]')?.focus()
    await userEvent.keyboard('{ArrowRight}{ArrowRight}{ArrowRight}')
    await expect.element(page.getByRole('radio', { name: 'Good', exact: true })).toBeChecked()
    expect(rated()).toEqual([])
    await userEvent.keyboard(' ')
    await expect.poll(rated).toEqual([{ score: 4 }])
    await userEvent.keyboard('{ArrowRight}')
    expect(rated()).toEqual([{ score: 4 }])
    await userEvent.tab()
    await expect.poll(rated).toEqual([{ score: 4 }, { score: 5 }])
  })
})
