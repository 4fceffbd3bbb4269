import type { Desk } from '@docket/core'
import type { IdentityOptions } from '../identity/identity-options.js'
import type { Channel } from '../intake/channel.js'
import type { RateLimiter } from '../limit/rate-limiter.js'
import type { Route } from '../route/route-types.js'
import type { CheckedStreamOptions, StreamOptions } from '../stream/stream-options.js'
import type { Suggest } from '../suggest/suggest.js'
import type { AgentName } from './agent-names.js'
import type { Authenticate } from './principal.js'

/** How a handler is mounted and guarded. */
export interface HandlerOptions {
  /** Who asks. Without it, nothing starts. */
  readonly authenticate: Authenticate
  /**
   * At least 32 characters that nobody can guess, the same on all nodes: what the handler hands out and takes back (cursors,
   * links) is sealed with it.
   */
  readonly secret: string
  /** Where it is mounted, such as `/api/support`; the root if left out. */
  readonly basePath?: string
  /** Origins of other sites that may call it with credentials, such as `https://shop.example`; none if left out. */
  readonly origins?: readonly string[]
  /** How often one may ask; {@link memoryRateLimiter} if left out. */
  readonly rateLimiter?: RateLimiter
  /**
   * The address of whoever asks, for limits on those who are nobody yet; taken from no header by itself, because headers
   * can be forged: read the one that your own proxy sets.
   */
  readonly clientAddress?: (request: Request) => string | null
  /** Tokens, visitors and progress links; none are offered if left out. */
  readonly identity?: IdentityOptions
  /**
   * What an agent is called to whoever may read a ticket, requesters and those with a progress link too; null to name nobody.
   * Without it, only who may read the directory sees names. Where it throws or takes more than two seconds, nobody is named, and
   * `onError` is told.
   */
  readonly agentName?: AgentName
  /**
   * The sender's `secret`, as `webhooks` of `@docket/http/webhooks` has it, to show admins those of their endpoints; no
   * secret is shown if left out.
   */
  readonly webhooks?: { readonly secret: string }
  /** Where providers bring messages in, each below `/channels/` by its name; none if left out. */
  readonly channels?: Readonly<Record<string, Channel>>
  /** Gives what may answer while somebody is typing; nothing is suggested if left out. */
  readonly suggest?: Suggest
  /** How live updates are served. */
  readonly streams?: StreamOptions
  /**
   * Abort it when the process is to stop, before its server closes: every stream ends at once, and its client goes on
   * elsewhere from where it was; none is opened any more, and readiness says no. Other requests are answered still.
   */
  readonly signal?: AbortSignal
  /** Is told of errors that nobody else hears of; `console.error` if left out. */
  readonly onError?: (error: unknown) => void
}

type Optional = 'clientAddress' | 'identity' | 'agentName' | 'signal' | 'webhooks' | 'channels' | 'suggest'

/** The options with what was left out. */
export type CheckedOptions = Required<Omit<HandlerOptions, Optional | 'streams'>> &
  Pick<HandlerOptions, Optional> & { readonly streams: CheckedStreamOptions }

/** What routes know of their handler. */
export interface HandlerContext {
  readonly desk: Desk
  readonly options: CheckedOptions
  /** The whole table. */
  readonly routes: readonly Route[]
  /** The question to the store that is under way; null while there is none. */
  readonly probe: { running: Promise<void> | null }
}

/** Answers a request; never rejects. */
export type Handler = (request: Request) => Promise<Response>
