import type { Page } from '@docket/core'
import type { RouteInput } from '../route/route-types.js'
import { HttpError } from './problem.js'
import { sealIn } from './seal.js'

type Asked = Pick<RouteInput, 'params' | 'principal' | 'route' | 'context'>

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

/**
 * The desk's own cursor of one that was handed out.
 *
 * @throws HttpError 400 when it was changed, or is of another list or somebody else
 */
export async function openCursor(asked: Asked, after: string): Promise<string> {
  const opened = await sealIn(asked.context, 'cursor').open(purposeOf(asked), after)
  if (opened !== null) return opened
  throw new HttpError(400, 'CURSOR_INVALID', 'This place in a list was not given to you; begin at the first page.')
}

/** A cursor to be handed out. */
export function closeCursor(asked: Asked, next: string): Promise<string> {
  return sealIn(asked.context, 'cursor').close(purposeOf(asked), next)
}

function purposeOf({ params, route, principal: { tenant, actor } }: Asked): readonly string[] {
  return [route.id, JSON.stringify(params), tenant, actor.type, actor.id]
}
