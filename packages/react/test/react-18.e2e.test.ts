import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { openGallery } from './gallery/open-gallery.mjs'

// One source for both: what React 18 has not must not be used.
test('the widget works on React 18.3, in strict mode', { timeout: 120_000 }, async () => {
  const at = (name: string) => fileURLToPath(new URL(`../node_modules/${name}`, import.meta.url))
  const gallery = await openGallery({ alias: { react: at('react-18'), 'react-dom': at('react-dom-18') } })
  const seen: string[] = []
  await gallery.each('en', null, async (name, page) => {
    expect(await page.evaluate('reactVersion')).toMatch(/^18\.3\./)
    if (!name.startsWith('launcher')) seen.push(`${name}: ${await page.locator('.panel h2').textContent()}`)
  })
  await gallery.close()
  expect(seen.length).toBeGreaterThan(30)
  expect(seen).toEqual(
    expect.arrayContaining([
      'home: Support',
      'new-form: New request',
      'ticket: The left earbud stays silent',
      'ticket-rate: The left earbud stays silent',
    ]),
  )
  expect(gallery.violations()).toBe(0)
})
