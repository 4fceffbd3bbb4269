import type { RouteInput } from '../route/route-types.js'
import { type Seal, sealOf } from './seal.js'

type Asked = Pick<RouteInput<never, { readonly after?: string | undefined }, never>, 'query' | 'principal' | 'context'>

const seals = new WeakMap<object, Seal>()

/** The desk's own cursor of the page that was asked for; null for the first. */
export async function readPage({ query, ...asked }: Asked, list: string): Promise<string | null> {
  return query.after === undefined ? null : sealIn(asked).open(purposeOf(asked, list), query.after)
}

/** A page whose cursor leads nobody else, and to no other list. */
export async function writePage<Item>(
  asked: Pick<Asked, 'principal' | 'context'>,
  list: string,
  page: { readonly items: readonly Item[]; readonly next: string | null },
): Promise<{ readonly items: readonly Item[]; readonly next: string | null }> {
  const next = page.next === null ? null : await sealIn(asked).close(purposeOf(asked, list), page.next)
  return { items: page.items, next }
}

function sealIn({ context }: Pick<Asked, 'context'>): Seal {
  const known = seals.get(context)
  if (known) return known
  const seal = sealOf(context.options.secret)
  seals.set(context, seal)
  return seal
}

function purposeOf({ principal: { tenant, actor } }: Pick<Asked, 'principal'>, list: string): readonly string[] {
  return ['cursor', list, tenant, actor.type, actor.id]
}
