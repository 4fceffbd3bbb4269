import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { open, root, showWidget } from './show-widget.js'

const NAMES: Record<string, (id: string) => unknown> = {
  throws: () => {
    throw new Error('no such agent')
  },
  'is not ready': async () => 'Mei Lin',
  'gives more than a name': () => ({ name: 'Mei Lin' }),
}

test.each(Object.keys(NAMES))("a page's agentName that %s costs the name alone", async (how) => {
  await showWidget({}, { agentName: NAMES[how] as (id: string) => string | null })
  await open('earbud')
  await expect.element(page.getByRole('textbox', { name: 'Reply' })).toBeVisible()
  expect(root().textContent).toContain('Support')
  expect(root().textContent).not.toContain('object')
})
