import type { ActorDesk } from '@docket/core'
import { type Shop, type ShopDesk, TENANT } from '../desk/support.js'
import { customerOf } from '../people.js'

/** What somebody does in a story. */
export type Hand = Pick<ActorDesk<Shop>, 'create' | 'assign' | 'reply' | 'note' | 'send' | 'rate' | 'nudge'>

/** Whose hands do something, and how long before now. */
export interface Teller {
  /** Lets it be so many hours before the demo was first started. */
  readonly at: (hoursAgo: number) => void
  readonly customer: (id: string) => Hand
  readonly agent: (id: string) => Hand
}

/**
 * Tells stories on a desk whose clock can be set. What is done has its place in the telling as its key: told again, after a telling
 * that was broken off, it is not done again.
 */
export function tellerOf(desk: ShopDesk, set: (hoursAgo: number) => void): Teller {
  let place = 0
  const key = () => {
    place += 1
    return { idempotencyKey: `story-${place}` }
  }
  const handOf = (own: ActorDesk<Shop>): Hand => ({
    create: (ticket) => own.create(ticket, key()),
    assign: (id, to) => own.assign(id, to, key()),
    reply: (id, message) => own.reply(id, message, key()),
    note: (id, note) => own.note(id, note, key()),
    send: (id, event) => own.send(id, event, key()),
    rate: (id, rating) => own.rate(id, rating, key()),
    nudge: (id, words = {}) => own.nudge(id, words, key()),
  })
  return {
    at: set,
    customer(id) {
      const { language = 'en', tier } = customerOf(id) ?? {}
      const locale = language === 'zh' ? 'zh-CN' : 'en'
      return handOf(desk.as({ tenant: TENANT, actor: { type: 'requester', id }, locale, ...(tier && { tier }) }))
    },
    agent: (id) => handOf(desk.as({ tenant: TENANT, actor: { type: 'agent', id } })),
  }
}
