import { expect, it } from 'vitest'
import { smsChannel } from '../../src/channels/index.js'
import { SMS, SMS_TOKEN, smsId, smsPost, smsSignature, withChannels } from './providers.js'

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
  const form = { ...example, MessageSid: smsId(1), Body: 'x' }
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

// The provider signs names and values one after the other: `MessageSid=…&NumMedia=0` as `MessageSid=…NumMedia0`, too.
it('takes no signature for a message that was cut elsewhere', async () => {
  const { send, admin } = await withChannels()
  const form = { ...SMS, From: '12345', FromCity: '', NumMedia: '0' }
  const signature = smsSignature(form, 'https://desk.test/channels/sms')
  const { From, FromCity: _, NumMedia: __, ...others } = form
  const cut = [
    { ...others, From, FromCity: '', MessageSid: `${SMS.MessageSid}NumMedia0` },
    { ...others, From: `${From}FromCity`, NumMedia: '0' },
    { ...others, From, FromCityMessageSid: SMS.MessageSid, NumMedia: '0' },
    { ...others, Body: `${SMS.Body}From12345FromCity`, NumMedia: '0' },
  ]
  for (const one of cut) {
    const { MessageSid, ...without } = one as typeof one & Record<string, string>
    const sent = 'FromCityMessageSid' in one ? without : { ...without, MessageSid }
    expect(smsSignature(sent as Record<string, string>, 'https://desk.test/channels/sms')).toBe(signature)
    expect((await send(smsPost(sent as Record<string, string>, { signature }))).status).toBe(400)
  }
  expect((await admin.list({ where: { channel: 'sms' } })).items).toEqual([])
  expect((await send(smsPost(form, { signature }))).status).toBe(200)
})

it('takes a sender without the spaces around it, a short code and a name', async () => {
  const { send, ticketsOf } = await withChannels()
  for (const [index, From] of [' +8613800000000 ', '10086', 'My Shop'].entries()) {
    expect((await send(smsPost({ ...SMS, MessageSid: smsId(index + 1), From }))).status).toBe(200)
    expect(await ticketsOf(`sms:${From.trim()}`)).toHaveLength(1)
  }
})

it('tells the host once a minute why it refuses, and whoever sends what cannot be read', async () => {
  const { send, errors } = await withChannels()
  const url = 'http://desk.test/channels/sms'
  const refused = [await send(smsPost(SMS, { url })), await send(smsPost(SMS, { url }))]
  expect(refused.map(({ json }) => json.detail)).toEqual(
    Array.from({ length: 2 }, () => 'Nothing proves that this comes from the provider, now.'),
  )
  expect(errors.map(String)).toEqual([
    "Error: The channel sms refused a request as unproved. The signature does not fit the address https://desk.test/channels/sms and the account's secret: give `url` as the provider asks it, letter by letter.",
  ])
  expect((await send(smsPost({ ...SMS, From: '' }))).json.detail).toBe(
    'The request cannot be read. `From` is to be a number such as +8613800000000, a short code or a name of 11 characters.',
  )
  expect(errors).toHaveLength(1)
})

it.each(['', 'changeme', 'aaaaaaaaaaaaaaaaaaaaaaaa'])('does not start with the secret %j', (authToken) => {
  expect(() => smsChannel({ authToken, tenant: 'a' })).toThrow('`authToken`')
})
