// Looks for what keeps people out, in every picture: `node test/gallery/axe.mjs [scene,…] [variant,…]`.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { openGallery } from './open-gallery.mjs'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice']
const [scenesAsked = '', variantsAsked = 'en,zh-dark-phone,xb-320,xa-forced'] = process.argv.slice(2)
const gallery = await openGallery()
let findings = 0
let looks = 0
for (const variant of variantsAsked.split(',')) {
  await gallery.each(variant, scenesAsked ? scenesAsked.split(',') : null, async (name, page) => {
    // Trusted Types would keep it out of the page's own scripts.
    const session = await page.context().newCDPSession(page)
    await session.send('Runtime.evaluate', { expression: axe })
    const { result } = await session.send('Runtime.evaluate', {
      expression: `axe.run(document, { runOnly: ${JSON.stringify(TAGS)} }).then(({ violations, passes, incomplete }) => (globalThis.axeLooked = [passes.length, incomplete.map(({ id, nodes }) => id + ' ' + nodes.length)], violations)).then((violations) => JSON.stringify(violations.map(({ id, nodes }) => [id, nodes.map(({ target, any, all }) => [JSON.stringify(target), ...any.concat(all).map((one) => one.message)].join(' '))])))`,
      awaitPromise: true,
      returnByValue: true,
    })
    looks += 1
    if (process.env.AXE_SAY)
      console.log(
        name,
        JSON.stringify(
          (await session.send('Runtime.evaluate', { expression: 'axeLooked', returnByValue: true })).result.value,
        ),
      )
    for (const [id, nodes] of JSON.parse(result.value)) {
      findings += nodes.length
      console.log(variant, name, id, nodes.slice(0, 3).join('\n    '))
    }
    await session.detach()
  })
}
console.log(`${looks} looks, ${findings} findings, ${gallery.violations()} violations of the policy`)
await gallery.close()
process.exitCode = findings + gallery.violations() > 0 ? 1 : 0
