import type { Page } from '@docket/core'
import type { RouteInput } from '../route/route-types.js'
import { type Seal, sealOf } from './seal.js'

type Asked = Pick<RouteInput, 'params' | 'principal' | 'route' | 'context'>

const seals = new WeakMap<object, Seal>()

/**
 * Reads a page whose cursor leads nobody else, and to no other list: the desk is given its own cursor, and whoever asked
 * the sealed one.
 */
export async function sealedPage<Item>(
  asked: Asked,
  after: string | undefined,
  read: (page: { readonly after?: string }) => Promise<Page<Item, string>>,
): Promise<Page<Item, string>> {
  const page = await read(after === undefined ? {} : { after: await openCursor(asked, after) })
  return { ...page, next: page.next === null ? null : await closeCursor(asked, page.next) }
}

/** The desk's own cursor of one that was handed out. */
export function openCursor(asked: Asked, after: string): Promise<string> {
  return sealIn(asked).open(purposeOf(asked), after)
}

/** A cursor to be handed out. */
export function closeCursor(asked: Asked, next: string): Promise<string> {
  return sealIn(asked).close(purposeOf(asked), next)
}

function sealIn({ context }: Asked): Seal {
  const known = seals.get(context)
  if (known) return known
  const seal = sealOf(context.options.secret)
  seals.set(context, seal)
  return seal
}

function purposeOf({ params, route, principal: { tenant, actor } }: Asked): readonly string[] {
  return ['cursor', route.id, JSON.stringify(params), tenant, actor.type, actor.id]
}
