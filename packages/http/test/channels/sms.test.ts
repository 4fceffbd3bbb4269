import { expect, it } from 'vitest'
import { smsChannel } from '../../src/channels/index.js'
import { SMS, SMS_TOKEN, smsPost, smsSignature, withChannels } from './providers.js'

it('takes a message by a signed form, and answers nothing to say', async () => {
  const { send, ticketsOf, wordsOf } = await withChannels()
  const { status, text, headers } = await send(smsPost({ ...SMS, Body: 'Größe + 10% & “x” 灯' }))
  expect([status, text, headers.get('content-type')]).toEqual([200, '<Response/>', 'text/xml; charset=utf-8'])
  expect((await ticketsOf('sms:+8613800000000')).map(({ channel }) => channel)).toEqual(['sms'])
  expect(await wordsOf('sms:+8613800000000')).toEqual(['Größe + 10% & “x” 灯'])
})

it('signs as the example in the provider’s documentation, over the address as the provider asks it', async () => {
  const example = {
    CallSid: 'CA1234567890ABCDE',
    Caller: '+12349013030',
    Digits: '1234',
    From: '+12349013030',
    To: '+18005551212',
  }
  const url = 'https://mycompany.com/myapp.php?foo=1&bar=2'
  expect(smsSignature(example, url, '12345')).toBe('0/KCTR6DLpKmkAf8muzZqo1nDgQ=')
  const form = { ...example, MessageSid: 'SM1', Body: 'x' }
  const sms = smsChannel({ authToken: SMS_TOKEN, tenant: 'a', url })
  const { send, wordsOf } = await withChannels({ channels: { sms } })
  expect((await send(smsPost(form))).status).toBe(401)
  expect((await send(smsPost(form, { url }))).status).toBe(200)
  expect(await wordsOf('sms:+12349013030')).toEqual(['x'])
})

it('says of a picture that there is one', async () => {
  const { send, wordsOf } = await withChannels()
  await send(smsPost({ ...SMS, Body: '', NumMedia: '1', MediaContentType0: 'image/png', MediaUrl0: 'https://x' }))
  expect(await wordsOf('sms:+8613800000000')).toEqual(['[image/png]'])
})

it.each(['', 'changeme', 'aaaaaaaaaaaaaaaaaaaaaaaa'])('does not start with the secret %j', (authToken) => {
  expect(() => smsChannel({ authToken, tenant: 'a' })).toThrow('`authToken`')
})
