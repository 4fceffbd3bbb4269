export type { AgentName } from './handler/agent-names.js'
export { createHandler } from './handler/create-handler.js'
export type { Handler, HandlerOptions } from './handler/options.js'
export type { Authenticate, Principal } from './handler/principal.js'
export type { Problem } from './handler/problem.js'
export type { IdentityOptions, VisitorOptions } from './identity/identity-options.js'
export { type ProgressLink, type ProgressLinks, progressLinks } from './identity/progress-links.js'
export { signedTokens } from './identity/signed-tokens.js'
export { tokenAuthenticate } from './identity/token-authenticate.js'
export type {
  IssuedToken,
  SignedTokens,
  SignedTokensOptions,
  TokenClaims,
  TokenPurpose,
  TokenRequest,
} from './identity/token-types.js'
export type {
  Channel,
  ChannelAnswer,
  ChannelMessage,
  ChannelRefusal,
  ChannelReply,
  ChannelRequest,
} from './intake/channel.js'
export {
  type MemoryRateLimiterOptions,
  memoryRateLimiter,
  type RateLimiter,
  type RateRequest,
} from './limit/rate-limiter.js'
export { openApi } from './openapi/describe.js'
export type { OpenApiDocument, OpenApiOptions } from './openapi/open-api.js'
export type { HttpErrorCode, ProblemCode } from './schema/http-errors.js'
export type { ChangeSource, StreamOptions } from './stream/stream-options.js'
export type { Deflection, Suggest, Suggestion, SuggestQuery } from './suggest/suggest.js'
