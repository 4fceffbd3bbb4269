import { type ActorDesk, type Category, DocketError, type FormSchema } from '@docket/core'
import * as z from 'zod'
import { describeDesk } from '../handler/describe-desk.js'
import { defineRoute } from '../route/define-route.js'
import { TOLD_LIMITS } from '../schema/limits.js'
import { metaSchema } from '../schema/meta-schema.js'
import { id } from '../schema/values.js'

/** What the desk is like. */
export const metaRoutes = [
  defineRoute('meta', {
    id: 'getMeta',
    on: 'GET /meta',
    access: 'signedIn',
    serves: ['categories.tree', 'form'],
    summary: 'Workflows, categories, forms, priorities, languages and limits, as whoever asks may know of them.',
    query: z.strictObject({ locale: id.exactOptional() }),
    success: { status: 200, body: metaSchema },
    cost: 5,
    run: async ({ desk, principal, query, context }) => {
      const described = describeDesk(context.desk, principal.actor)
      const categories = await categoriesOf(desk)
      const asked = described.categoriesWithForms.map((category) => ({ ...query, category }))
      const forms = await Promise.all([query, ...asked].map((input) => formOf(desk, input)))
      const { workflows, priorities, locales } = described
      const shown = new Set([...locales, ...localesOf(categories ?? [])])
      return {
        body: {
          workflows,
          categories,
          forms: forms.filter((form) => form !== null),
          priorities,
          locales: [...shown].sort(),
          limits: TOLD_LIMITS,
          suggestions: context.options.suggest !== undefined,
          uploads: context.desk.takesFiles,
        },
      }
    },
  }),
]

/** Null for whoever may not begin tickets. */
async function categoriesOf(desk: ActorDesk): Promise<readonly Category[] | null> {
  return unlessRefused(async () => (await desk.categories.tree()).categories)
}

/** Null for whoever may not begin tickets, and for a category that takes none. */
async function formOf(desk: ActorDesk, input: { category?: string; locale?: string }): Promise<FormSchema | null> {
  return unlessRefused(() => desk.form(input))
}

async function unlessRefused<Value>(read: () => Promise<Value>): Promise<Value | null> {
  try {
    return await read()
  } catch (error) {
    if (DocketError.is(error, 'FORBIDDEN') || DocketError.is(error, 'COMMAND_REFUSED')) return null
    throw error
  }
}

function localesOf(categories: readonly Category[]): string[] {
  return categories.flatMap(({ label, children }) => [...Object.keys(label), ...localesOf(children)])
}
