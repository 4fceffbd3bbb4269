import { articleSearch } from '@docket/http/articles'
import { afterEach, expect, it } from 'vitest'
import { fastTimer, servedDesk, until } from './client-world.js'

const served: { closeAll(): void }[] = []
afterEach(() => {
  for (const one of served.splice(0)) one.closeAll()
})

const articles = () => articleSearch([{ id: 'kb/1', locale: 'en', title: 'Lamps', body: 'Change it.' }])

async function withArticles(search = articles()) {
  const desk = await servedDesk({ suggest: search })
  served.push(desk)
  return { ...desk, search }
}

it('says once what solved it, though nobody answers at first', async () => {
  const { client, search } = await withArticles()
  let times = 0
  const one = client({ setTimer: fastTimer }, async (request, handle) => {
    times += 1
    const answer = await handle(request())
    if (times < 3) throw new TypeError('gone')
    return answer
  })
  expect(await one.deflect('kb/1', { text: 'lamp', locale: 'en' })).toEqual({ id: 'kb/1' })
  expect(times).toBe(3)
  expect(search.deflections()).toEqual([{ articleId: 'kb/1', locale: 'en', count: 1 }])
})

it('is refused for an article that there is not', async () => {
  const { client } = await withArticles()
  await expect(client().deflect('kb-2')).rejects.toMatchObject({ status: 404 })
})

it('holds up nothing that is written while the host cannot count', async () => {
  const broken = Object.assign(async () => [], { deflected: () => Promise.reject(new Error('no line')) })
  const desk = await servedDesk({ suggest: broken })
  served.push(desk)
  const one = desk.client({ setTimer: fastTimer })
  one.deflect('kb-1').catch(() => {})
  await until(() => (one.outbox.get()[0]?.attempts ?? 0) > 1, 'it is tried again')
  const ticket = await one.create({ subject: 'Still dark' })
  await one.reply(ticket.id, { body: 'Really' })
  expect(one.outbox.get().map(({ method }) => method)).toEqual(['deflect'])
})
