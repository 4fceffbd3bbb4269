import * as z from 'zod'
import { namedCategory } from '../categories/named-category.js'
import { agentOnlyFields } from '../forms/agent-only.js'
import { formOf } from '../forms/form-of.js'
import { formSchema } from '../forms/form-schema.js'
import type { FormSchema } from '../forms/form-types.js'
import { id, parseInput } from '../kernel/input.js'
import { authorize } from '../runtime/authorize.js'
import { categoriesOf } from '../runtime/categories-of.js'
import type { Runtime } from '../runtime/runtime.js'
import type { ActorReference } from '../store/record-types.js'
import { refusalError } from '../ticket/refusal.js'

const formInput = z.strictObject({ category: id.optional(), locale: id.optional() })

/** The form that the actor fills in for a ticket of a category. */
export async function formFor(
  { store, model }: Runtime,
  tenant: string,
  actor: ActorReference,
  given: unknown,
): Promise<FormSchema> {
  authorize(model.access, actor, 'create', null)
  const { category: asked, locale = null } = parseInput(formInput, given ?? {}, 'form')
  const staff = model.access.roles.get(actor.type)?.staff === true
  const view = { staff, locale, agentOnly: agentOnlyFields(model.forms) }
  if (asked === undefined) return formSchema(model.fields, null, { category: null, ...view })
  const tree = await categoriesOf(store, tenant)
  const category = namedCategory(tree, asked)
  if (typeof category !== 'string') throw refusalError(category)
  return formSchema(model.fields, formOf(model.forms, tree, category), { category, ...view })
}
