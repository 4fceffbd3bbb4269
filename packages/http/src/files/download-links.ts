import type { ActorReference } from '@docket/core'
import type { HandlerContext } from '../handler/options.js'
import { sealIn } from '../handler/seal.js'

/** So long a link opens its file, in milliseconds: long enough to be clicked on. */
const LINK_MS = 5 * 60_000

/** What a link opens, and as whom. */
export interface DownloadLink {
  readonly tenant: string
  readonly actor: ActorReference
  readonly attachmentId: string
}

/** The token of a link to one file, unreadable, since what is in an address is in logs. */
export async function newDownloadLink(context: HandlerContext, link: DownloadLink, now = Date.now()) {
  const { tenant, actor, attachmentId } = link
  const expires = now + LINK_MS
  const text = JSON.stringify([tenant, actor.type, actor.id, attachmentId, expires])
  return { token: await sealIn(context, 'download link').close([], text), expiresAt: new Date(expires) }
}

/** What a link's token opens; null for one that is none, or is too old. */
export async function openDownloadLink(
  context: HandlerContext,
  token: string,
  now = Date.now(),
): Promise<DownloadLink | null> {
  const text = await sealIn(context, 'download link').open([], token)
  if (text === null) return null
  const [tenant, type, id, attachmentId, expires] = JSON.parse(text) as [string, string, string, string, number]
  // A clock that was set back must not make a link live for longer.
  if (now >= expires || expires - now > LINK_MS + 60_000) return null
  return { tenant, actor: { type, id }, attachmentId }
}
