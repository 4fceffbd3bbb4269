import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Principal } from '@docket/http'
import { TENANT } from './desk/support.js'
import { AGENTS, customerOf } from './people.js'

/** The two doors: somebody may be a customer in the shop and an agent at the desk, in one browser. */
export type Door = 'customer' | 'agent'

/** Who is signed in, by signed cookies. A real shop has its own. */
export interface Sessions {
  /** The `Set-Cookie` of whoever comes in, or goes out with null. */
  cookie(door: Door, id: string | null): string
  /** The id of whoever is signed in there; null for nobody. */
  of(door: Door, request: Request): string | null
  /** The customer as the desk knows them; null for nobody. */
  principalOf(request: Request): Principal | null
}

const KNOWN = {
  customer: (id: string) => customerOf(id) !== undefined,
  agent: (id: string) => AGENTS.some((one) => one.id === id),
}

/** Sessions that a secret signs. */
export function sessionsOf(secret: string): Sessions {
  const sign = (door: Door, id: string) => createHmac('sha256', secret).update(`${door}:${id}`).digest()

  function of(door: Door, request: Request): string | null {
    const cookies = request.headers.get('cookie') ?? ''
    const [, id = '', signature = ''] = new RegExp(`(?:^|; )${door}=([a-z]+)\\.([\\w-]+)(?:;|$)`).exec(cookies) ?? []
    const given = Buffer.from(signature, 'base64url')
    const expected = sign(door, id)
    const isRight = given.length === expected.length && timingSafeEqual(given, expected)
    return isRight && KNOWN[door](id) ? id : null
  }
  return {
    of,
    cookie(door, id) {
      const path = door === 'agent' ? '/agent' : '/'
      if (id === null) return `${door}=; Path=${path}; HttpOnly; SameSite=Lax; Max-Age=0`
      return `${door}=${id}.${sign(door, id).toString('base64url')}; Path=${path}; HttpOnly; SameSite=Lax; Max-Age=2592000`
    },
    principalOf(request) {
      const customer = customerOf(of('customer', request) ?? '')
      if (customer === undefined) return null
      const { id, language, tier } = customer
      const locale = language === 'zh' ? 'zh-CN' : 'en'
      return { tenant: TENANT, actor: { type: 'requester', id }, verified: true, locale, ...(tier && { tier }) }
    },
  }
}
