import * as z from 'zod'
import { HttpError } from '../handler/problem.js'
import { defineRoute } from '../route/define-route.js'
import { SUGGESTION_CHARACTERS } from '../schema/limits.js'
import { wholeNumber } from '../schema/query.js'
import { suggestionSchema } from '../schema/suggestion-schema.js'
import { id, text } from '../schema/values.js'
import { suggestionsFor } from '../suggest/suggest.js'

const USUAL = 5
const MOST = 10

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
      const { tenant, actor } = principal
      if (!context.desk.model.access.can(actor, 'create', null).allow) {
        throw new HttpError(403, 'FORBIDDEN', 'Suggestions are for whoever may begin tickets.')
      }
      const locale = query.locale ?? principal.locale ?? null
      const asked = { tenant, principal, text: query.text, locale, limit: query.most ?? USUAL }
      const items = await suggestionsFor(context, asked, request.signal)
      return { body: { items }, headers: { 'cache-control': 'private, max-age=60' } }
    },
  }),
]
