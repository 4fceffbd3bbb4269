// Serves the widget's pictures under a policy as strict as there is, and brings a browser to each.
import { createServer } from 'node:http'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { chromium } from 'playwright'
import { launchOptions } from '../../../../scripts/browser.mjs'
import { STEPS } from './steps.mjs'

const here = fileURLToPath(new URL('.', import.meta.url))
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'none'; connect-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'"
const PAGE = `<!doctype html><html lang="en"><head><title>Shop</title><meta name="color-scheme" content="light dark">
<meta name="viewport" content="width=device-width,initial-scale=1"></head>
<body><main><h1>Shop</h1><p>Earbuds, screens, chargers.</p></main><script src="/page.js"></script></body></html>`
const LOCALES = { zh: 'zh-CN', xa: 'en-XA', xb: 'ar-XB' }
const ROOM = {
  phone: { width: 390, height: 844 },
  320: { width: 320, height: 640 },
  // A desk of 1280 by 1024 that shows all four times as large.
  zoomed: { width: 320, height: 256 },
}

/**
 * A variant is such as `zh-dark-phone`: a language, then `dark`, `forced`, `phone`, `320`, `moving`. `scale` says how many points
 * of the picture make one of the page, `appearance` is the widget's, and it is `now` for good.
 */
export async function openGallery({ alias = {}, scale = 1, appearance = {}, now = null } = {}) {
  const { outputFiles } = await build({
    entryPoints: [join(here, 'page.tsx')],
    bundle: true,
    write: false,
    format: 'iife',
    jsx: 'automatic',
    conditions: ['@docket/source'],
    alias,
    define: { 'process.env.NODE_ENV': '"development"' },
  })
  const server = createServer(({ url }, response) => {
    const isScript = url === '/page.js'
    response.setHeader('content-type', isScript ? 'text/javascript; charset=utf-8' : 'text/html; charset=utf-8')
    response.setHeader('content-security-policy', POLICY)
    response.end(isScript ? outputFiles[0].text : PAGE)
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const address = `http://127.0.0.1:${server.address().port}/`
  const browser = await chromium.launch(launchOptions())
  let violations = 0

  async function each(variant, scenes, look) {
    const words = variant.split('-')
    const has = (word) => words.includes(word)
    const locale = LOCALES[words[0]] ?? 'en'
    const context = await browser.newContext({
      deviceScaleFactor: scale,
      viewport: ROOM[words.find((word) => word in ROOM)] ?? { width: 640, height: 780 },
      hasTouch: has('phone'),
      isMobile: has('phone'),
      colorScheme: has('dark') ? 'dark' : 'light',
      forcedColors: has('forced') ? 'active' : 'none',
      reducedMotion: has('moving') ? 'no-preference' : 'reduce',
      timezoneId: 'Europe/Berlin',
      locale,
    })
    const page = await context.newPage()
    if (now !== null) await page.clock.setFixedTime(now)
    page.on('pageerror', ({ message }) => console.log(variant, 'threw', message))
    page.on('console', (said) => {
      if (said.type() !== 'error' || /404|favicon/.test(said.text())) return
      violations += 1
      console.log(variant, said.text())
    })
    await page.goto(address)
    for (const name of scenes ?? (await page.evaluate('names'))) {
      await page.evaluate(([scene, options]) => window.show(scene, options), [name, { locale, appearance }])
      try {
        const press = (selector, options) => page.locator(selector, options).first().click({ timeout: 5_000 })
        await page.locator('.docket-launcher').waitFor({ timeout: 5_000, state: 'attached' })
        if (!/^(launcher|progress)/.test(name)) await press('.docket-launcher')
        if (name.startsWith('new')) await press('[part=ask]')
        if (name.startsWith('ticket')) await press('.item', { hasText: /earbud|左耳机/ })
        await STEPS[name]?.(page, locale)
        await page.waitForTimeout(name.startsWith('new') ? 450 : 180)
      } catch (error) {
        violations += 1
        console.log(variant, name, error.message.split('\n')[0])
      }
      await look(name, page)
      await context.setOffline(false)
    }
    await context.close()
  }

  return {
    each,
    violations: () => violations,
    async close() {
      await browser.close()
      server.close()
    },
  }
}
