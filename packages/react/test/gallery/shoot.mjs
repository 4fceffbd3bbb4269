// Takes the widget's pictures: `node test/gallery/shoot.mjs out [scene,…] [variant,…]`. A variant is such as `en-dark-phone`.

import { mkdirSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { chromium } from 'playwright'

const here = fileURLToPath(new URL('.', import.meta.url))
const [out = 'shots', scenesAsked = '', variantsAsked = 'en'] = process.argv.slice(2)
mkdirSync(out, { recursive: true })

const { outputFiles } = await build({
  entryPoints: [join(here, 'page.tsx')],
  bundle: true,
  write: false,
  format: 'iife',
  jsx: 'automatic',
  conditions: ['@docket/source'],
  define: { 'process.env.NODE_ENV': '"development"' },
})
const script = outputFiles[0].text
const PAGE = `<!doctype html><html><head><title>Shop</title><meta name="viewport" content="width=device-width,initial-scale=1"></head>
<body style="margin:0;font:16px sans-serif;background:Canvas;color:CanvasText"><main><h1 style="padding:24px">Shop</h1></main><script src="/page.js"></script></body></html>`
const server = createServer(({ url }, response) => {
  const isScript = url === '/page.js'
  response.setHeader('content-type', isScript ? 'text/javascript; charset=utf-8' : 'text/html; charset=utf-8')
  response.setHeader(
    'content-security-policy',
    "default-src 'none'; script-src 'self'; style-src-attr 'unsafe-inline'; connect-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'",
  )
  response.end(isScript ? script : PAGE)
}).listen(0, '127.0.0.1')
await new Promise((resolve) => server.once('listening', resolve))
const address = `http://127.0.0.1:${server.address().port}/`

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
})
for (const variant of variantsAsked.split(',')) {
  const has = (word) => variant.split('-').includes(word)
  const locale = variant.startsWith('zh')
    ? 'zh-CN'
    : variant.startsWith('xa')
      ? 'en-XA'
      : variant.startsWith('xb')
        ? 'ar-XB'
        : 'en'
  const viewport = has('phone')
    ? { width: 390, height: 844 }
    : has('320')
      ? { width: 320, height: 640 }
      : { width: 640, height: 780 }
  const context = await browser.newContext({
    viewport,
    deviceScaleFactor: has('phone') ? 1 : 1,
    hasTouch: has('phone'),
    isMobile: has('phone'),
    colorScheme: has('dark') ? 'dark' : 'light',
    forcedColors: has('forced') ? 'active' : 'none',
    reducedMotion: 'reduce',
    timezoneId: 'Europe/Berlin',
    locale,
  })
  const page = await context.newPage()
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && console.log(variant, message.text()))
  page.on('pageerror', (error) => console.log(variant, 'ERROR', error.message))
  await page.goto(address)
  const names = scenesAsked ? scenesAsked.split(',') : await page.evaluate('names')
  for (const name of names) {
    await page.goto(address)
    await page.evaluate(([scene, options]) => window.show(scene, options), [name, { locale }])
    const press = async (selector) => page.locator(selector).first().click({ timeout: 4_000 })
    try {
      await page.locator('.docket-launcher').waitFor({ timeout: 4_000, state: 'attached' })
      if (name !== 'launcher' && name !== 'progress') await press('.docket-launcher')
      if (name.startsWith('new')) await press('[part=ask]')
      if (name.startsWith('ticket')) {
        await page
          .locator('.item', { hasText: /earbud|左耳机/ })
          .first()
          .click({ timeout: 4_000 })
      }
      await page.waitForTimeout(500)
    } catch (error) {
      console.log(variant, name, error.message.split('\n')[0])
    }
    await page.screenshot({ path: join(out, `${name}.${variant}.png`) })
  }
  await context.close()
}
await browser.close()
server.close()
