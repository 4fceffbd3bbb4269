import type { Json, JsonObject } from '../kernel/json.js'
import type { PolicyTicket } from '../priority/policy-types.js'

/**
 * Gives what a stage receives, such as the order that a ticket is about: asked with each look at the stage. Has five seconds,
 * and gives what JSON can carry.
 */
export type ContextProvider<Fields = JsonObject> = (
  ticket: PolicyTicket<Fields>,
  options: { readonly signal: AbortSignal },
) => Promise<unknown>

/**
 * What a context provider gave, or why nothing: `failed` when it threw, `no-answer` after five seconds, `unusable` when it
 * gave no JSON, `no-provider` when this node has none of the name.
 */
export type StageContext =
  | { readonly ok: true; readonly data: Json }
  | { readonly ok: false; readonly code: 'failed' | 'no-answer' | 'unusable' | 'no-provider' }
