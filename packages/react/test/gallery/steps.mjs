// What is done in a picture before it is taken, besides what its name says: where it is.

const TYPED = { en: 'earbud silent', 'zh-CN': '耳机没声音' }
const REPLY = { en: 'Thank you! When does it arrive?', 'zh-CN': '谢谢！什么时候能到？' }

const press = (page, selector) => page.locator(selector).first().click({ timeout: 5_000 })
const wait = (page, selector) => page.locator(selector).first().waitFor({ timeout: 5_000 })

async function reply(page, locale) {
  await page.locator('.write textarea').fill(REPLY[locale] ?? REPLY.en)
  await press(page, '.write [part=send]')
}

/** By picture. */
export const STEPS = {
  async 'home-offline'(page, locale) {
    await press(page, '[part=ask]')
    await page.locator('#subject').fill(TYPED[locale] ?? TYPED.en)
    await page.context().setOffline(true)
    await wait(page, '.note.warn')
    await press(page, '.foot [part=send]')
    await wait(page, 'li.item')
  },
  async 'home-deflected'(page, locale) {
    await page.locator('#search').fill(TYPED[locale] ?? TYPED.en)
    await press(page, 'summary')
    await press(page, '.answer button')
    await page.locator('details').first().waitFor({ state: 'detached', timeout: 5_000 })
  },
  'new-answer-open': (page) => press(page, 'summary'),
  async 'new-mistakes'(page) {
    await wait(page, '#field-order')
    await press(page, '.foot [part=send]')
    await wait(page, '[aria-invalid=true]')
  },
  async 'new-refused'(page) {
    await wait(page, '#field-order')
    await press(page, '.foot [part=send]')
    await wait(page, '[aria-invalid=true]')
  },
  async 'new-files'(page) {
    const file = (name) => ({ name, mimeType: 'application/octet-stream', buffer: Buffer.from('x') })
    await page.locator('input[type=file]').setInputFiles(['red-light.jpg', 'unboxing.mov', 'box.png'].map(file))
    await wait(page, '.file .error')
  },
  async 'ticket-reopen'(page) {
    await press(page, '[part=reopen]')
    await wait(page, '#missing')
  },
  'ticket-nudged': (page) => press(page, '[part=nudge]'),
  async 'ticket-offline'(page, locale) {
    await wait(page, '.said')
    await page.context().setOffline(true)
    await wait(page, '.note.warn')
    await reply(page, locale)
    await wait(page, '.said.wait')
  },
  async 'ticket-refused'(page, locale) {
    await reply(page, locale)
    await wait(page, '.note.bad')
  },
  async 'ticket-signed-out'(page, locale) {
    await reply(page, locale)
    await wait(page, '.foot .note.warn')
  },
}
