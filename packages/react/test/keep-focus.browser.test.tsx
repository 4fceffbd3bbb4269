import { afterEach, expect, test } from 'vitest'
import { keepFocus } from '../src/panel/keep-focus.js'

let stop = () => {}
afterEach(() => {
  stop()
  document.body.replaceChildren()
})

/** What has the focus once the button in a text has gone that had it. */
async function afterButtonOf(html: string): Promise<Element | null> {
  const place = document.createElement('div')
  document.body.append(place)
  const host = place.attachShadow({ mode: 'open' })
  const inner = document.createElement('section')
  inner.innerHTML = html
  host.append(inner)
  stop = keepFocus(inner)
  const button = inner.querySelector('button')
  button?.focus()
  button?.remove()
  await expect.poll(() => host.activeElement).not.toBeNull()
  return host.activeElement
}

test('what stood around a thing that had the focus takes it, without a Tab stop of its own', async () => {
  const taken = await afterButtonOf('<p>Sent. <button>Again</button></p>')
  expect([taken?.tagName, taken?.getAttribute('tabindex')]).toEqual(['P', '-1'])
})

// Guards that what scrolls can be reached by keys afterwards, too.
test('what has a Tab stop keeps it', async () => {
  const taken = await afterButtonOf('<div role="log" tabindex="0"><button>Again</button></div>')
  expect([taken?.getAttribute('role'), taken?.getAttribute('tabindex')]).toEqual(['log', '0'])
})
