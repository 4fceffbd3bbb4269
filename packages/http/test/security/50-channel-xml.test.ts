import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it } from 'vitest'
import { wechatPost, wechatXml, withChannels } from '../channels/providers.js'

const xml = wechatXml()
const inside = (more: string) => xml.replace('<xml>', `<xml>${more}`)
const laughs = Array.from({ length: 9 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join('')

// osTicket CVE-2026-22200, CVE-2025-67289 (XML), billion laughs, CVE-2025-14874 (nesting): nothing is looked up, grown or nested.
it('reads of XML the texts alone: no entity, document type, file, address or nesting', {
  timeout: 60_000,
}, async () => {
  let asked = 0
  const server = createServer((_, response) => {
    asked += 1
    response.end('CANARY')
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  try {
    const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}/x`
    const { send, writes, errors, wordsOf } = await withChannels()
    const text = (content: string) => xml.replace(/<Content>.*<\/Content>/, `<Content>${content}</Content>`)
    const refused: readonly string[] = [
      `<!DOCTYPE xml [<!ENTITY x SYSTEM "file:///etc/passwd">]>${text('&x;')}`,
      `<?xml version="1.0"?><!DOCTYPE xml SYSTEM "${at}">${xml}`,
      `<!DOCTYPE xml [<!ENTITY % p SYSTEM "${at}"> %p;]>${xml}`,
      `<!DOCTYPE xml [<!ENTITY l0 "ha">${laughs}]>${text('&l9;')}`,
      `<!doctype xml>${xml}`,
      `<!DOCTYPE xml [<!ATTLIST xml a CDATA "x">]>${xml}`,
      inside('<!-- words -->'),
      inside('<!ELEMENT xml ANY>'),
      inside('<a>'.repeat(100_00) + '</a>'.repeat(100_00)),
      inside('<![CDATA['.repeat(20_000)),
      inside('<a/>'.repeat(300)),
      inside('<MsgId>1</MsgId>'),
      inside('<Content>twice</Content>'),
      inside('<open>'),
      xml.replace('</xml>', ''),
      `${xml}${xml}`,
      xml.replaceAll('xml', 'html'),
      '<xml></xml>',
      '<xml>words</xml>',
      'words',
      '',
      '{"xml":{}}',
      wechatXml({ MsgId: '1; drop' }),
      wechatXml({ FromUserName: '' }),
      wechatXml({ FromUserName: 'a b' }),
      wechatXml({ CreateTime: 'NaN', MsgId: '' }),
    ]
    for (const body of refused) {
      expect([body.slice(0, 80), (await send(wechatPost(body))).status]).toEqual([body.slice(0, 80), 400])
    }
    // The host hears of it, once.
    expect([writes(), asked, errors.length]).toEqual([0, 0, 1])
    // What looks like it in the words of a customer is words; and what is no CDATA stays as it is written.
    const words = ['<!DOCTYPE xml [<!ENTITY x "y">]> &x; &amp; &#65;', '<!-- <b>x</b>', '&lt;script&gt;']
    for (const [index, Content] of words.entries()) {
      expect((await send(wechatPost(wechatXml({ Content, MsgId: `${index}` })))).status).toBe(200)
    }
    const plain = xml.replace(/<Content>.*<\/Content>/, '<Content>&#65;&lt;&x;</Content>')
    expect((await send(wechatPost(plain))).status).toBe(200)
    expect(await wordsOf('wechat:oAbc')).toEqual([...words, '&#65;&lt;&x;'])
  } finally {
    server.close()
  }
})
