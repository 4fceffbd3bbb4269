import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Gallery, openGallery } from './gallery/open-gallery.mjs'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice']
/** A language (`xa` longer and accented, `xb` from the right), then the scheme, then the room. */
const VARIANTS = [
  'en',
  'en-dark',
  'en-forced',
  'en-phone',
  'zh',
  'zh-dark-phone',
  'xa-320',
  'xa-dark',
  'xb',
  'xb-dark-320',
  'xb-phone',
  'zh-320',
  'en-dark-320',
  'xa-forced-phone',
]

interface Finding {
  readonly id: string
  readonly at: readonly string[]
}

async function findingsOn(page: Page): Promise<{ readonly rules: number; readonly found: readonly Finding[] }> {
  // The page's policy would keep it out of the page's own scripts.
  const session = await page.context().newCDPSession(page)
  await session.send('Runtime.evaluate', { expression: axe })
  const { result } = await session.send('Runtime.evaluate', {
    expression: `axe.run(document, { runOnly: ${JSON.stringify(TAGS)} }).then(({ passes, violations }) => JSON.stringify({
      rules: passes.length,
      found: violations.map(({ id, nodes }) => ({ id, at: nodes.map(({ target }) => JSON.stringify(target)) })),
    }))`,
    awaitPromise: true,
    returnByValue: true,
  })
  await session.detach()
  return JSON.parse(String(result.value)) as Awaited<ReturnType<typeof findingsOn>>
}

describe('axe, in every state of the widget', () => {
  let gallery: Gallery
  beforeAll(async () => {
    gallery = await openGallery()
  })
  afterAll(() => gallery.close())

  test.each(VARIANTS)('finds nothing in %s', { timeout: 240_000 }, async (variant) => {
    const findings: string[] = []
    let looks = 0
    await gallery.each(variant, null, async (name, page) => {
      const { rules, found } = await findingsOn(page)
      looks += 1
      // What it did not look at, it found nothing in.
      if (rules < 10) findings.push(`${name}: only ${rules} rules`)
      for (const { id, at } of found) findings.push(`${name}: ${id} at ${at.join(', ')}`)
      const wide = await page.evaluate('document.documentElement.scrollWidth > innerWidth')
      if (wide) findings.push(`${name}: wider than the page`)
    })
    console.log(`axe ${variant}: ${looks} states, ${findings.length} findings`)
    expect(findings).toEqual([])
    expect(looks).toBeGreaterThan(30)
    expect(gallery.violations()).toBe(0)
  })
})
