import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { openGallery } from './gallery/open-gallery.mjs'

const at = (name: string) => fileURLToPath(new URL(name, import.meta.url))
const ours = at('gallery/preact.ts')
const PREACT = {
  'react/jsx-runtime': at('../node_modules/preact/jsx-runtime'),
  'react-dom/client': ours,
  'react-dom': ours,
  react: ours,
}

/** What the widget says in each of its states. */
async function saidWith(alias: Record<string, string>) {
  const gallery = await openGallery({ alias, now: '2026-03-10T10:00:00Z' })
  const said: Record<string, string> = {}
  const versions = new Set<unknown>()
  await gallery.each('en', null, async (name, page) => {
    versions.add(await page.evaluate('reactVersion'))
    said[name] = await page.locator('.docket').evaluate((widget) => {
      const controls = [...widget.querySelectorAll<HTMLInputElement>('input,select,textarea')]
      const values = controls.map(({ value }) => value)
      // Only React writes there what was typed already.
      for (const area of controls) if (area.type === 'textarea') area.textContent = ''
      return [widget.textContent, ...values].join(' | ')
    })
  })
  await gallery.close()
  return { said, versions: [...versions], violations: gallery.violations() }
}

// The script tag has Preact in React's place, by a module of ours.
test('the widget says the same in every state with what the script tag has for React', {
  timeout: 180_000,
}, async () => {
  const react = await saidWith({})
  const preact = await saidWith(PREACT)
  expect([react.versions, preact.versions]).toEqual([[expect.stringMatching(/^19\./)], ['Preact']])
  expect(Object.keys(react.said).length).toBeGreaterThan(30)
  expect(preact.said).toEqual(react.said)
  expect(preact.violations).toBe(0)
})
