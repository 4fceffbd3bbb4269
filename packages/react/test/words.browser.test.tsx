import type { Transport } from '@docket/client'
import { describe, expect, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { fakeDesk, type Instead } from './fake-desk.js'
import { scenes } from './gallery/scenes.js'
import { open, root, showWidget } from './show-widget.js'

const subject = () => page.getByRole('textbox', { name: 'What is it about?' })
const details = () => page.getByRole('textbox', { name: /What happened/ })
const reply = () => page.getByRole('textbox', { name: 'Reply' })
const press = (name: string) => page.getByRole('button', { name, exact: true }).click()
const REFUSED = { status: 400, code: 'INVALID_INPUT', detail: 'Not so.' } as const

/** The widget at a desk that answers the commands of customers only when it is let, and then maybe otherwise. */
async function showSlow() {
  const desk = fakeDesk({ ...scenes('en')['ticket']?.desk, suggestions: [] })
  const held: ((instead?: Instead) => void)[] = []
  const transport: Transport = {
    async request(asked) {
      if (asked.method !== 'POST' || !/\/(tickets|messages)$/.test(asked.url)) return desk.transport.request(asked)
      const instead = await new Promise<Instead | undefined>((resolve) => held.push(resolve))
      if (!instead) return desk.transport.request(asked)
      return { status: REFUSED.status, header: () => null, body: JSON.stringify(instead) }
    },
  }
  await showWidget({}, { transport })
  await open()
  const answer = async (instead?: Instead) => {
    await expect.poll(() => held.length).toBeGreaterThan(0)
    held.shift()?.(instead)
  }
  const posted = () => desk.asked.filter(({ method }) => method === 'POST').map(({ body }) => body)
  return { answer, posted, held }
}

const addFiles = (...names: string[]) => {
  const input = root().querySelector<HTMLInputElement>('input[type=file]')
  if (!input) throw new Error('no way to add a file')
  return userEvent.upload(
    input,
    names.map((name) => new File(['x'], name)),
  )
}
const files = () => [...root().querySelectorAll('.file .name')].map(({ textContent }) => textContent)

describe('a request that is written while another is on its way', () => {
  async function writeTwo() {
    const shown = await showSlow()
    await press('Write to us')
    await subject().fill('First')
    await details().fill('All that is wrong')
    await press('Send')
    await press('Back')
    await press('Write to us')
    await expect.element(subject()).toHaveValue('')
    await subject().fill('Second')
    return shown
  }

  test('stays when the other one has arrived, and is not left', async () => {
    const { answer, posted } = await writeTwo()
    await answer()
    await expect.poll(posted).toEqual([{ subject: 'First', body: 'All that is wrong' }])
    // As long as it takes to be led elsewhere.
    await new Promise((resolve) => setTimeout(resolve, 300))
    await expect.element(subject()).toHaveValue('Second')
    await press('Send')
    await answer()
    await expect.poll(posted).toEqual([{ subject: 'First', body: 'All that is wrong' }, { subject: 'Second' }])
  })

  test('stays when the other one was refused, which can be sent again', async () => {
    const { answer, posted } = await writeTwo()
    await answer(REFUSED)
    await press('Back')
    await expect.element(page.getByText('Not sent: Not so.')).toBeVisible()
    await expect.element(page.getByText('First')).toBeVisible()
    await press('Try again')
    await answer()
    await expect.poll(posted).toEqual([{ subject: 'First', body: 'All that is wrong' }])
    await expect.element(page.getByText('Not sent: Not so.')).not.toBeInTheDocument()
    await press('Write to us')
    await expect.element(subject()).toHaveValue('Second')
  })

  test('stays without a network, too', async () => {
    let offline = true
    const online = vi.spyOn(navigator, 'onLine', 'get').mockImplementation(() => !offline)
    const { desk } = await showWidget(
      { suggestions: [] },
      { instead: ({ method }) => (offline && method === 'POST' ? 'unreachable' : null) },
    )
    await open()
    await press('Write to us')
    await subject().fill('First')
    await press('Send')
    await press('Write to us')
    await subject().fill('Second')
    offline = false
    window.dispatchEvent(new Event('online'))
    await expect.poll(() => desk.tickets?.some((ticket) => ticket.subject === 'First')).toBe(true)
    await expect.element(subject()).toHaveValue('Second')
    online.mockRestore()
  })
})

test('what is sent is not written on, and is there again when it was refused', async () => {
  const { answer } = await showSlow()
  await press('Write to us')
  await subject().fill('First')
  await addFiles('a.txt')
  await expect.element(page.getByRole('progressbar')).not.toBeInTheDocument()
  await press('Send')
  for (const field of [subject(), details()]) await expect.element(field).toHaveAttribute('readonly')
  expect(files()).toEqual(['a.txt'])
  await details().click()
  await userEvent.keyboard('more')
  await answer(REFUSED)
  await expect.element(page.getByRole('alert')).toHaveTextContent('Not so.')
  await expect.element(subject()).toHaveValue('First')
  await expect.element(subject()).not.toHaveAttribute('readonly')
  await expect.element(details()).toHaveValue('')
  expect(files()).toEqual(['a.txt'])
})

describe('a reply', () => {
  test('that is begun stays when the one before was refused, and both can be sent', async () => {
    const { answer, posted } = await showSlow()
    await page.getByRole('button', { name: /earbud/ }).click()
    await reply().fill('First')
    await press('Send')
    await reply().fill('Second')
    await answer(REFUSED)
    await expect.element(page.getByText('Not sent: Not so.')).toBeVisible()
    await expect.element(reply()).toHaveValue('Second')
    await press('Try again')
    await answer()
    await expect.poll(posted).toEqual([{ body: 'First' }])
    await press('Send')
    await answer()
    await expect.poll(posted).toEqual([{ body: 'First' }, { body: 'Second' }])
  })

  test('that was refused is there again where nothing else was begun', async () => {
    const { answer } = await showSlow()
    await page.getByRole('button', { name: /earbud/ }).click()
    await addFiles('a.txt')
    await expect.element(page.getByRole('progressbar')).not.toBeInTheDocument()
    await reply().fill('First')
    await press('Send')
    await answer(REFUSED)
    await expect.element(page.getByRole('alert')).toHaveTextContent('Not so.')
    await expect.element(reply()).toHaveValue('First')
    expect(files()).toEqual(['a.txt'])
    expect(root().querySelectorAll('.wait').length).toBe(0)
  })
})

describe('a file', () => {
  test('that failed is not said to be sent, and stays to be tried again', async () => {
    let times = 0
    const { asked } = await showWidget(
      {},
      {
        sendFile: async () => {
          times += 1
          return times === 2 ? { status: 500, body: '{}' } : { status: 201, body: `{"id":"file-${times}"}` }
        },
      },
    )
    await open('earbud')
    await addFiles('ok.png', 'failed.png')
    await expect.element(page.getByText('Not uploaded')).toBeVisible()
    await press('Send')
    const sent = () => asked('POST', /messages/).map(({ body }) => body)
    await expect.poll(sent).toEqual([{ body: 'ok.png', attachments: ['file-1'] }])
    await expect.poll(files).toEqual(['failed.png'])
    await press('Try failed.png again')
    await expect.element(page.getByText('Not uploaded')).not.toBeInTheDocument()
    await press('Send')
    await expect.poll(() => sent()[1]).toEqual({ body: 'failed.png', attachments: ['file-3'] })
  })

  test('that is on its way goes on while one looks at something else', async () => {
    let arrive = () => {}
    const { asked } = await showWidget(
      {},
      {
        sendFile: ({ onProgress }) => {
          onProgress(0.4)
          return new Promise((resolve) => {
            arrive = () => resolve({ status: 201, body: '{"id":"file-1"}' })
          })
        },
      },
    )
    await open('earbud')
    await addFiles('video.mp4')
    await expect.element(page.getByRole('progressbar')).toHaveAttribute('value', '0.4')
    await press('Back')
    await page.getByRole('button', { name: /earbud/ }).click()
    await expect.element(page.getByRole('progressbar')).toHaveAttribute('value', '0.4')
    arrive()
    await expect.element(page.getByRole('progressbar')).not.toBeInTheDocument()
    await press('Send')
    await expect.poll(() => asked('POST', /messages/)[0]?.body).toEqual({ body: 'video.mp4', attachments: ['file-1'] })
    expect(files()).toEqual([])
  })

  test.each([
    ['a table, which is a text', ['text/plain', 'text/html'], 0],
    ['a picture of a page', ['text/html'], 1],
    ['a file of a folder', ['text/plain'], 1],
  ])('is not what is pasted beside the text of an office program: %s', async (_, types, uploads) => {
    const { sent } = await showWidget()
    await open('earbud')
    await reply().click()
    const clipboardData = new DataTransfer()
    for (const type of types) clipboardData.setData(type, 'A1')
    clipboardData.items.add(new File(['x'], 'image.png', { type: 'image/png' }))
    const pasted = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true, composed: true })
    root().activeElement?.dispatchEvent(pasted)
    expect(pasted.defaultPrevented).toBe(uploads > 0)
    await expect.poll(() => sent.length).toBe(uploads)
  })
})

// Storage is the page's: others write to it, and so did older versions.
test.each([
  '5',
  'null',
  '{}',
  '[null]',
  '{"files":5}',
  '{"subject":5,"fields":null,"body":{}}',
  '[{"id":5,"name":{}}]',
])('drafts that are none break nothing, such as %s', async (text) => {
  localStorage.clear()
  for (const name of ['new', 'new files', 't1', 't1 files', 't1 sent']) {
    const kept = { text, key: 'k' }
    localStorage.setItem(`docket:%2Fapi%2Fsupport:c1:draft:${name}`, JSON.stringify(kept))
  }
  const { asked } = await showWidget({ suggestions: [] }, { kept: true })
  await open('earbud')
  await expect.element(reply()).toHaveValue(text)
  await press('Back')
  await press('Write to us')
  await expect.element(subject()).toHaveValue('')
  await subject().fill('First')
  await press('Send')
  await expect.poll(() => asked('POST', /^\/tickets$/).map(({ body }) => body)).toEqual([{ subject: 'First' }])
})
