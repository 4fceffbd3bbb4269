import { describe, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import type { Asked } from './fake-desk.js'
import { open, root, showWidget } from './show-widget.js'

const launcher = () => page.getByRole('button', { name: 'Get help' })
const count = () => root().querySelector('[part=unread]')?.textContent ?? null
const notice = (id: string, ticketId: string) => ({
  id,
  ticketId,
  kind: 'answered',
  data: {},
  createdAt: '2026-01-01T00:00:00.000Z',
  readAt: null,
})

/** A desk that has notices, until they are marked as read. */
function noticed(...all: ReturnType<typeof notice>[]) {
  let left = all
  return ({ method, path, body }: Asked) => {
    if (!path.startsWith('/inbox')) return null
    if (method === 'GET') return { items: left, next: null }
    const { ids } = body as { readonly ids: readonly string[] }
    left = left.filter(({ id }) => !ids.includes(id))
    return { marked: ids.length }
  }
}

describe('the number of what was not read', () => {
  test('is on the launcher by one request, in words for who cannot see it', async () => {
    const instead = noticed(notice('n1', 't2'), notice('n2', 't2'), notice('n3', 't9'))
    const { asked } = await showWidget({}, { unread: true, instead })
    await expect.element(page.getByRole('button', { name: 'Get help , 2 requests have news' })).toBeVisible()
    expect(count()).toBe('2')
    expect(asked('GET', /./).map(({ path }) => path)).toEqual(['/inbox?unreadOnly=true&limit=100'])
    expect(asked('POST', /./)).toEqual([])
  })

  test('goes down when a request is read', async () => {
    const instead = noticed(notice('n1', 't2'), notice('n2', 't2'), notice('n3', 't9'))
    const { asked } = await showWidget({}, { unread: true, instead })
    await expect.poll(count).toBe('2')
    await open('Invoice for order 20418')
    await expect.poll(count).toBe('1')
    await expect.poll(() => asked('POST', /inbox/).map(({ body }) => body)).toEqual([{ ids: ['n1', 'n2'] }])
    await page.getByRole('button', { name: 'Back' }).click()
    await expect.element(page.getByText('Invoice for order 20418')).toBeVisible()
    // It was read, and stays so.
    expect(count()).toBe('1')
  })

  test('is in Chinese, too', async () => {
    await showWidget({}, { unread: true, instead: noticed(notice('n1', 't2')), locale: 'zh-CN' })
    await expect.element(page.getByRole('button', { name: '1 条请求有新进展' })).toBeVisible()
  })

  test('is not there, and nothing is asked, unless it is wanted and whoever asks is known', async () => {
    const plain = await showWidget({}, { instead: noticed(notice('n1', 't2')) })
    await expect.element(launcher()).toBeVisible()
    await plain.shown.unmount()
    const visitor = await showWidget({}, { unread: true, user: undefined, token: undefined } as never)
    await expect.element(launcher()).toBeVisible()
    await new Promise((resolve) => requestIdleCallback(resolve))
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect([plain.asked('GET', /./), visitor.asked('GET', /./), visitor.asked('POST', /./)]).toEqual([[], [], []])
    expect(count()).toBe(null)
  })

  test('is left out where it cannot be had', async () => {
    const { asked } = await showWidget(
      {},
      { unread: true, instead: () => ({ status: 403, code: 'FORBIDDEN', detail: 'x' }) },
    )
    await expect.poll(() => asked('GET', /inbox/).length).toBe(1)
    expect(launcher().element().textContent).toBe('Get help')
  })
})

describe('an answer that solved it', () => {
  const solve = async () => {
    await open()
    await page.getByRole('button', { name: 'Write to us' }).click()
    await page.getByRole('textbox', { name: 'What is it about?' }).fill('earbud silent')
    await page.getByText('An earbud stays silent').click()
    return page.getByRole('button', { name: 'This solved it' }).element() as HTMLElement
  }

  test('is told to the desk once, however often it is tapped', async () => {
    const solved: string[] = []
    const { asked } = await showWidget({}, { onDeflect: (_, text) => solved.push(text) })
    const button = await solve()
    button.click()
    await Promise.resolve()
    button.click()
    await expect
      .poll(() => asked('POST', /^\/deflections$/).map(({ body }) => body))
      .toEqual([{ text: 'earbud silent', locale: 'en', articleId: 'a0' }])
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(asked('POST', /^\/deflections$/)).toHaveLength(1)
    expect(solved).toEqual(['earbud silent'])
  })

  test('is told again while nobody answers, and nobody hears that it failed', async () => {
    let fails = 0
    const instead = ({ path }: Asked) => {
      if (path !== '/deflections' || fails > 0) return null
      fails += 1
      return { status: 503, code: 'NOT_READY', detail: 'x', retryable: true }
    }
    const { asked } = await showWidget({}, { instead })
    ;(await solve()).click()
    await expect.poll(() => asked('POST', /^\/deflections$/).length, { timeout: 5_000 }).toBe(2)
    expect(root().querySelector('[role=alert]')).toBe(null)
  })

  test('is no matter of the customer where the desk counts nothing', async () => {
    const refused = { status: 404, code: 'NOT_FOUND', detail: 'x' }
    const { asked } = await showWidget({}, { instead: ({ path }) => (path === '/deflections' ? refused : null) })
    ;(await solve()).click()
    await expect.poll(() => asked('POST', /^\/deflections$/).length).toBe(1)
    await expect.element(page.getByText('Good. Nothing was sent.')).toBeVisible()
    expect(root().querySelector('[role=alert]')).toBe(null)
  })
})
