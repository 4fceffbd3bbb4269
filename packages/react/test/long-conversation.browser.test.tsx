import { expect, test, vi } from 'vitest'
import { page } from 'vitest/browser'
import { scenes } from './gallery/scenes.js'
import { at } from './gallery/tickets.js'
import { open, root, showWidget } from './show-widget.js'

// Guards against drawing a whole conversation anew for each letter of a reply: 100 ms a key at 1,000 messages.
test('writes a reply below a long conversation without drawing its messages anew', async () => {
  const [some] = scenes('en')['ticket']?.desk.messages?.['t1'] ?? []
  const messages = Array.from({ length: 200 }, (_, index) => ({ ...some, id: `m${index}`, createdAt: at(index - 300) }))
  await showWidget({ messages: { t1: messages } })
  await open('earbud')
  await expect.poll(() => root().querySelectorAll('.said').length).toBe(200)
  // Each message is looked through for links when it is drawn.
  const looks = vi.spyOn(RegExp.prototype, Symbol.split)
  const drawn = () => looks.mock.contexts.filter((pattern) => (pattern as RegExp).source.startsWith('(https')).length
  const reply = page.getByRole('textbox', { name: 'Reply' })
  await reply.fill('Here')
  await reply.fill('Here I am')
  await expect.element(reply).toHaveValue('Here I am')
  expect(drawn()).toBe(0)
  looks.mockRestore()
})
