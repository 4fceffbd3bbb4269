import * as z from 'zod'
import type { HandlerContext } from '../handler/options.js'
import type { Principal } from '../handler/principal.js'
import { HttpError } from '../handler/problem.js'
import { defineRoute } from '../route/define-route.js'
import { SUGGESTION_CHARACTERS } from '../schema/limits.js'
import { wholeNumber } from '../schema/query.js'
import { suggestionSchema } from '../schema/suggestion-schema.js'
import { id, text } from '../schema/values.js'
import { tellDeflected } from '../suggest/deflected.js'
import { suggestionsFor } from '../suggest/suggest.js'

const USUAL = 5
const MOST = 10

function checkMayBegin({ desk }: HandlerContext, { actor }: Principal): void {
  if (!desk.model.access.can(actor, 'create', null).allow) {
    throw new HttpError(403, 'FORBIDDEN', 'Suggestions are for whoever may begin tickets.')
  }
}

/** What may answer while somebody is typing. */
export const suggestRoutes = [
  defineRoute('finding', {
    id: 'suggest',
    on: 'GET /suggestions',
    access: 'create',
    serves: [],
    summary:
      'What may answer what somebody is typing, for whoever may begin tickets; empty where nothing comes in time.',
    query: z.strictObject({
      text: text(SUGGESTION_CHARACTERS),
      most: wholeNumber(MOST).exactOptional(),
      locale: id.exactOptional(),
    }),
    success: { status: 200, body: z.strictObject({ items: z.array(suggestionSchema) }) },
    cost: 2,
    run: async ({ principal, query, request, context }) => {
      checkMayBegin(context, principal)
      const { tenant } = principal
      const locale = query.locale ?? principal.locale ?? null
      const asked = { tenant, principal, text: query.text, locale, limit: query.most ?? USUAL }
      const items = await suggestionsFor(context, asked, request.signal)
      return { body: { items }, headers: { 'cache-control': 'private, max-age=60' } }
    },
  }),
  defineRoute('finding', {
    id: 'deflect',
    on: 'POST /deflections',
    access: 'create',
    serves: [],
    summary: 'Says that what was suggested solved it before it was sent; counted once for each `Idempotency-Key`.',
    body: z.strictObject({
      articleId: id,
      text: text(SUGGESTION_CHARACTERS).exactOptional(),
      locale: id.exactOptional(),
    }),
    success: { status: 201, body: z.strictObject({ id: z.string() }).meta({ id: 'Deflection' }) },
    keyed: true,
    run: async ({ principal, body, options, context }) => {
      checkMayBegin(context, principal)
      const { tenant, actor } = principal
      const { articleId } = body
      const { idempotencyKey: key = crypto.randomUUID() } = options
      const known = await tellDeflected(context, {
        id: [tenant, actor.type, actor.id, key].map(encodeURIComponent).join(':'),
        tenant,
        principal,
        articleId,
        text: body.text ?? null,
        locale: body.locale ?? principal.locale ?? null,
        at: new Date(),
      })
      if (!known) throw new HttpError(404, 'NOT_FOUND', 'There is no such article, or nobody counts what solved it.')
      return { body: { id: articleId } }
    },
  }),
]
