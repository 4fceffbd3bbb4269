import type { DeskMeta } from '@docket/client'
import { describe, expect, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { scenes } from './gallery/scenes.js'
import { focused, open, root, showWidget } from './show-widget.js'

const subject = () => page.getByRole('textbox', { name: 'What is it about?' })
const send = () => page.getByRole('button', { name: 'Send', exact: true })

/** A desk that asks for choices of several, of which one field is needed. */
function withSeveral(required: string): DeskMeta {
  const notes = (name: string) => ({ visibleWhen: null, required: name === required })
  const field = (name: string, title: string) => ({
    type: 'array',
    title,
    items: { anyOf: ['Left', 'Right'].map((side) => ({ const: side.toLowerCase(), title: side })) },
    'x-docket': notes(name),
  })
  const form = {
    type: 'object',
    properties: { places: field('places', 'Places'), where: field('where', 'Where?') },
    required: [required],
    additionalProperties: false,
    'x-docket': { category: null, form: null, label: null },
  }
  const meta = scenes('en')['ticket']?.desk.meta as DeskMeta
  return { ...meta, categories: null, forms: [form] as never }
}

describe('a new request', () => {
  test('asks the desk nothing before it is opened', async () => {
    const { desk, asked } = await showWidget()
    expect(desk).toBeDefined()
    await expect.element(page.getByRole('button', { name: 'Get help' })).toBeVisible()
    expect(asked('GET', /./)).toEqual([])
  })

  test('is sent with its category, its fields and a file, once, also in strict mode', async () => {
    const { asked, sent } = await showWidget({ suggestions: [] })
    await open()
    await page.getByRole('button', { name: 'Write to us' }).click()
    await subject().fill('The left earbud stays silent')
    await page.getByRole('combobox', { name: /Topic/ }).selectOptions('Sound and earbuds')
    await page.getByRole('textbox', { name: /Order number/ }).fill('20418')
    await page.getByRole('checkbox', { name: 'It got wet' }).click()
    await page.getByRole('textbox', { name: /Serial number/ }).fill('SN1')
    const input = root().querySelector<HTMLInputElement>('input[type=file]')
    if (!input) throw new Error('no way to add a file')
    await userEvent.upload(input, new File(['x'], 'red-light.jpg', { type: 'image/jpeg' }))
    await expect.element(page.getByText('red-light.jpg')).toBeVisible()
    expect(sent[0]?.url).toBe('/api/support/files?name=red-light.jpg&type=image%2Fjpeg')
    await send().click()
    await expect.poll(() => asked('POST', /^\/tickets$/).length).toBe(1)
    expect(asked('POST', /^\/tickets$/)[0]?.body).toEqual({
      subject: 'The left earbud stays silent',
      // Files belong to a message; without words it says what they are called.
      body: 'red-light.jpg',
      category: 'sound',
      fields: { order: '20418', wet: true, serial: 'SN1' },
      attachments: ['file-1'],
    })
    // It is followed at once.
    await expect.element(page.getByRole('heading', { name: 'The left earbud stays silent' })).toBeVisible()
  })

  test('says what is missing under each field, and leads to the first', async () => {
    const { asked } = await showWidget({ suggestions: [] })
    await open()
    await page.getByRole('button', { name: 'Write to us' }).click()
    await send().click()
    await expect.element(page.getByText('1 thing is missing or wrong.')).toBeVisible()
    await expect.poll(focused).toBe('subject')
    const described = root().activeElement?.getAttribute('aria-describedby') ?? ''
    expect(root().getElementById(described)?.textContent).toBe('Please fill this in.')
    expect(asked('POST', /tickets/)).toEqual([])
  })

  test('keeps what the desk refused, and says which field it was', async () => {
    const refusal = {
      status: 400,
      code: 'INVALID_INPUT',
      detail: 'The body is wrong.',
      issues: [{ path: ['fields', 'order'], code: 'x', message: 'No such order.' }],
    }
    await showWidget(
      { suggestions: [] },
      { instead: ({ method, path }) => (method === 'POST' && path === '/tickets' ? refusal : null) },
    )
    await open()
    await page.getByRole('button', { name: 'Write to us' }).click()
    await subject().fill('Silent')
    await page.getByRole('combobox', { name: /Topic/ }).selectOptions('Sound and earbuds')
    await page.getByRole('textbox', { name: /Order number/ }).fill('99999')
    await send().click()
    await expect.element(page.getByText('No such order.')).toBeVisible()
    await expect.element(subject()).toHaveValue('Silent')
    // The desk's mistakes are told as the browser's are: counted, and the first one has the focus.
    await expect.element(page.getByText('1 thing is missing or wrong.')).toBeVisible()
    await expect.element(page.getByText('The body is wrong.')).not.toBeInTheDocument()
    await expect.poll(focused).toBe('field-order')
    const order = page.getByRole('textbox', { name: /Order number/ })
    await expect.element(order).toHaveAttribute('aria-invalid', 'true')
    // What is mended is not wrong any more, before it is sent again.
    await order.fill('20418')
    await expect.element(order).not.toHaveAttribute('aria-invalid')
    await expect.element(page.getByText('No such order.')).not.toBeInTheDocument()
    await expect.element(page.getByText('1 thing is missing or wrong.')).not.toBeInTheDocument()
    expect(focused()).toBe('field-order')
  })

  test('says what the desk says where no field is to blame', async () => {
    const issues = [{ path: ['attachments', 0], code: 'x', message: 'Gone.' }]
    const refusal = { status: 400, code: 'INVALID_INPUT', detail: 'The files are gone.', issues }
    await showWidget(
      { suggestions: [] },
      { instead: ({ method, path }) => (method === 'POST' && path === '/tickets' ? refusal : null) },
    )
    await open()
    await page.getByRole('button', { name: 'Write to us' }).click()
    await subject().fill('Silent')
    await send().click()
    await expect.element(page.getByText('The files are gone.', { exact: false })).toBeVisible()
    await expect.element(page.getByText(/missing or wrong/)).not.toBeInTheDocument()
  })

  test('asks for at least one of several where that is needed', async () => {
    const { asked } = await showWidget({ suggestions: [], meta: withSeveral('places') })
    await open()
    await page.getByRole('button', { name: 'Write to us' }).click()
    await subject().fill('Silent')
    await expect.element(page.getByRole('group', { name: 'Where? optional' })).toBeVisible()
    await send().click()
    await expect.element(page.getByText('Please fill this in.')).toBeVisible()
    await expect.poll(() => root().activeElement?.getAttribute('name')).toBe('field-places')
    expect(root().activeElement?.getAttribute('aria-invalid')).toBe('true')
    await page.getByRole('checkbox', { name: 'Right' }).first().click()
    await expect.element(page.getByText('Please fill this in.')).not.toBeInTheDocument()
    await send().click()
    await expect
      .poll(() => asked('POST', /^\/tickets$/)[0]?.body)
      .toEqual({
        subject: 'Silent',
        fields: { places: ['right'] },
      })
  })

  test('is not sent where an article solved it', async () => {
    const solved: string[] = []
    const { asked } = await showWidget({}, { onDeflect: ({ title }) => solved.push(title) })
    await open()
    await page.getByRole('button', { name: 'Write to us' }).click()
    await subject().fill('earbud silent')
    await page.getByText('An earbud stays silent').click()
    // The text stays while it is read.
    await expect.element(subject()).toHaveValue('earbud silent')
    await page.getByRole('button', { name: 'This solved it' }).click()
    await expect.element(page.getByText('Good. Nothing was sent.')).toBeVisible()
    await expect.element(subject()).toHaveValue('')
    expect(solved).toEqual(['An earbud stays silent'])
    expect(asked('POST', /tickets/)).toEqual([])
  })

  test('survives a reload as a draft, and can be begun anew', async () => {
    const { shown } = await showWidget({ suggestions: [] })
    await open()
    await page.getByRole('button', { name: 'Write to us' }).click()
    await subject().fill('Half a sen')
    await shown.unmount()
    await showWidget({ suggestions: [] }, { kept: true })
    await open()
    await page.getByRole('button', { name: 'Write to us' }).click()
    await expect.element(subject()).toHaveValue('Half a sen')
    await page.getByRole('button', { name: 'Start over' }).click()
    await expect.element(subject()).toHaveValue('')
  })
})

describe('without a network', () => {
  test('a request waits among the others, and goes out by itself', async () => {
    let offline = true
    const online = vi.spyOn(navigator, 'onLine', 'get').mockImplementation(() => !offline)
    const { desk } = await showWidget(
      { suggestions: [] },
      { instead: ({ method }) => (offline && method === 'POST' ? 'unreachable' : null) },
    )
    await open()
    await expect.element(page.getByText('You are offline.', { exact: false })).toBeVisible()
    await page.getByRole('button', { name: 'Write to us' }).click()
    await subject().fill('Written in a tunnel')
    await send().click()
    await expect.element(page.getByText('Waits for connection')).toBeVisible()
    await expect.element(page.getByText('Written in a tunnel')).toBeVisible()
    offline = false
    window.dispatchEvent(new Event('online'))
    await expect.poll(() => desk.tickets?.some((ticket) => ticket.subject === 'Written in a tunnel')).toBe(true)
    await expect.element(page.getByText('Waits for connection')).not.toBeInTheDocument()
    // Nothing of it is left as a draft.
    await page.getByRole('button', { name: 'Write to us' }).click()
    await expect.element(subject()).toHaveValue('')
    await expect.element(page.getByText('We kept what you wrote.')).not.toBeInTheDocument()
    online.mockRestore()
  })
})

describe('a visitor without a network', () => {
  // It was gone from sight: nobody was known who could have requests.
  test('sees what it wrote, and later that it was sent', async () => {
    let offline = true
    const online = vi.spyOn(navigator, 'onLine', 'get').mockImplementation(() => !offline)
    const { desk, asked } = await showWidget({ suggestions: [] }, {
      user: undefined,
      token: undefined,
      instead: () => (offline ? 'unreachable' : null),
    } as never)
    await open()
    await page.getByRole('button', { name: 'Write to us' }).click()
    await subject().fill('Written in a tunnel')
    await send().click()
    await expect.element(page.getByText('Waits for connection')).toBeVisible()
    // Also when it is given up to read the others.
    await expect.poll(() => root().textContent, { timeout: 20_000 }).toContain('This could not be loaded.')
    await expect.element(page.getByText('Waits for connection')).toBeVisible()
    offline = false
    window.dispatchEvent(new Event('online'))
    await expect.poll(() => desk.tickets?.at(-1)?.subject, { timeout: 10_000 }).toBe('Written in a tunnel')
    await page.getByRole('button', { name: 'Write to us' }).click()
    await page.getByRole('button', { name: 'Back' }).click()
    await expect.element(page.getByRole('button', { name: /Written in a tunnel/ })).toBeVisible()
    expect(asked('POST', /^\/visitors$/).length).toBeGreaterThan(0)
    online.mockRestore()
  })
})

describe('files', () => {
  test('can be tried again, and taken away', async () => {
    let times = 0
    await showWidget(
      { suggestions: [] },
      {
        sendFile: async () => {
          times += 1
          if (times === 1) throw new TypeError('gone')
          return { status: 201, body: '{"id":"f1"}' }
        },
      },
    )
    await open()
    await page.getByRole('button', { name: 'Write to us' }).click()
    const input = root().querySelector<HTMLInputElement>('input[type=file]')
    if (!input) throw new Error('no way to add a file')
    await userEvent.upload(input, new File(['x'], 'a.txt'))
    await expect.element(page.getByText('Not uploaded')).toBeVisible()
    await page.getByRole('button', { name: 'Try a.txt again' }).click()
    await expect.element(page.getByText('Not uploaded')).not.toBeInTheDocument()
    await page.getByRole('button', { name: 'Remove a.txt' }).click()
    await expect.element(page.getByText('a.txt')).not.toBeInTheDocument()
  })

  test('are not asked for by a desk that takes none', async () => {
    const meta = scenes('en')['ticket']?.desk.meta as DeskMeta
    await showWidget({ meta: { ...meta, uploads: false } })
    await open()
    await page.getByRole('button', { name: 'Write to us' }).click()
    await expect.element(subject()).toBeVisible()
    await expect.poll(() => page.getByRole('button', { name: 'Add files' }).elements().length).toBe(0)
    const pasted = new ClipboardEvent('paste', { bubbles: true, clipboardData: new DataTransfer() })
    pasted.clipboardData?.items.add(new File(['x'], 'red-light.jpg'))
    root().querySelector('#body')?.dispatchEvent(pasted)
    await expect.element(subject()).toBeVisible()
    expect(root().querySelector('.file')).toBeNull()
  })

  test('come by pasting and dropping', async () => {
    const { sent } = await showWidget({ suggestions: [] })
    await open()
    await page.getByRole('button', { name: 'Write to us' }).click()
    const form = root().querySelector('form')
    const data = new DataTransfer()
    data.items.add(new File(['x'], 'pasted.png', { type: 'image/png' }))
    form?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
    form?.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }))
    await expect.poll(() => sent.length).toBe(2)
  })
})

describe('a visitor', () => {
  test('is nobody until it writes', async () => {
    const { asked } = await showWidget({ suggestions: [] }, { user: undefined, token: undefined } as never)
    await open()
    await expect.element(page.getByText('When you write to us, you can follow it here.')).toBeVisible()
    expect(asked('POST', /visitors/)).toEqual([])
    await page.getByRole('button', { name: 'Write to us' }).click()
    await subject().fill('Silent')
    await send().click()
    await expect.poll(() => asked('POST', /^\/tickets$/).length).toBe(1)
    expect(asked('POST', /visitors/).length).toBe(1)
  })
})
