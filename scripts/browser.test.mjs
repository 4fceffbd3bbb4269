import { describe, expect, it } from 'vitest'
import setup, { findChromium, launchOptions } from './browser.mjs'

describe('the browser of the tests', () => {
  it('is the one that is named, before all others', () => {
    expect(findChromium({ CHROMIUM_PATH: '/mine' }, () => true)).toBe('/mine')
    expect(findChromium({}, (path) => path === '/usr/bin/google-chrome')).toBe('/usr/bin/google-chrome')
  })

  it('is never left out in silence', () => {
    expect(() => findChromium({ CHROMIUM_PATH: '/nowhere' }, () => false)).toThrow(/there is nothing.*Install one/)
    expect(findChromium({}, () => false)).toBeUndefined()
    process.env.CHROMIUM_PATH = '/nowhere'
    try {
      expect(() => setup({ provide: () => {} })).toThrow(/npx playwright install chromium/)
    } finally {
      delete process.env.CHROMIUM_PATH
    }
  })

  it('runs without a sandbox only as root', () => {
    expect(launchOptions().args.includes('--no-sandbox')).toBe(process.getuid?.() === 0)
  })
})
