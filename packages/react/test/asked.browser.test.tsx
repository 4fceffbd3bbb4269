import { describe, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { open, showWidget } from './show-widget.js'

/** Shows the widget; gives what holds all that was asked of the desk against a list, each once, without ids and queries. */
async function widget(more: object = {}) {
  const { asked } = await showWidget({}, more)
  const paths = (method: string) =>
    asked(method, /./).map(({ path }) => `${method} ${path.replace(/\?.*/, '').replace(/\/t\d+/, '/…')}`)
  return async (...all: readonly string[]) => {
    const seen = () => [...new Set([...paths('GET'), ...paths('POST')])].sort()
    await expect.poll(seen).toEqual(all.toSorted())
    // Nothing comes after.
    await new Promise((resolve) => setTimeout(resolve, 400))
    expect(seen()).toEqual(all.toSorted())
  }
}

const search = () => page.getByRole('textbox', { name: 'What can we help with?' })
const write = () => page.getByRole('button', { name: 'Write to us' })

// What docs/widget.md says under "What is fetched when".
describe('of the desk is asked', () => {
  test('nothing before it opens, then for each step what it needs', async () => {
    const asked = await widget()
    await expect.element(page.getByRole('button', { name: 'Get help' })).toBeVisible()
    await asked()
    await open()
    const opened = ['GET /tickets', 'GET /meta']
    await asked(...opened)
    await search().fill('earbud')
    const typed = [...opened, 'GET /suggestions']
    await asked(...typed)
    await write().click()
    await asked(...typed)
    await page.getByRole('button', { name: 'Back' }).click()
    await page.getByRole('button', { name: /The left earbud/ }).click()
    const ticket = [...typed, 'GET /tickets/…', 'GET /tickets/…/messages', 'GET /tickets/…/timeline']
    await asked(...ticket)
    await page.getByRole('button', { name: 'Back' }).click()
    await page.getByRole('button', { name: /Wrong colour/ }).click()
    await asked(...ticket, 'GET /tickets/…/events')
  })

  test('by a visitor: nothing before a word is typed, and a name with it', async () => {
    const asked = await widget({ user: undefined, token: undefined })
    await open()
    await expect.element(write()).toBeVisible()
    await asked()
    await search().fill('earbud')
    await asked('POST /visitors', 'GET /suggestions')
    // Nothing comes up below while somebody types.
    await expect.element(page.getByText('When you write to us, you can follow it here.')).toBeVisible()
    await write().click()
    await asked('POST /visitors', 'GET /suggestions', 'GET /meta')
  })
})
