import type { FieldSet } from '../fields/fields.js'
import type { Json, JsonObject } from '../kernel/json.js'
import type { Form, FormField, FormFieldNotes, FormSchema } from './form-types.js'
import { labelIn } from './label-in.js'

const ALWAYS: FormFieldNotes = { required: false, agentOnly: false, visibleWhen: null, label: null }

/** A form as a JSON Schema, for somebody who works at the desk or not. Without a form every field is asked for. */
export function formSchema(
  fields: FieldSet,
  form: Form | null,
  view: {
    readonly category: string | null
    readonly staff: boolean
    readonly locale: string | null
    /** The fields that other forms ask of agents alone. */
    readonly agentOnly?: ReadonlySet<string>
  },
): FormSchema {
  const { properties = {}, $defs } = fields.jsonSchema as {
    properties?: Record<string, JsonObject>
    $defs?: JsonObject
  }
  const always = alwaysRequired(fields)
  const plain = (name: string): ShownField => ({ name, ...ALWAYS, agentOnly: view.agentOnly?.has(name) === true })
  const shown = [...(form?.fields.values() ?? Object.keys(properties).map(plain))].filter(
    ({ agentOnly }) => view.staff || !agentOnly,
  )
  // What has a default is there whether it is filled in or not.
  const isNeeded = ({ name, required, visibleWhen }: ShownField) =>
    required && !visibleWhen && !view.staff && !Object.hasOwn(fields.defaults, name)
  const title = labelIn(form?.label ?? null, view.locale)
  return {
    type: 'object',
    properties: Object.fromEntries(
      shown.map((field) => {
        const heading = labelIn(field.label, view.locale)
        const notes = { ...notesOf(field), required: field.required || always.includes(field.name) }
        return [
          field.name,
          { ...properties[field.name], ...(heading !== null && { title: heading }), 'x-docket': notes },
        ]
      }),
    ),
    required: shown.filter((field) => always.includes(field.name) || isNeeded(field)).map(({ name }) => name),
    additionalProperties: false,
    ...($defs && { $defs }),
    ...(title !== null && { title }),
    'x-docket': { category: view.category, form: form?.category ?? null, label: form?.label ?? null },
  }
}

/** The fields that every ticket must have, whatever its category. */
export function alwaysRequired({ jsonSchema, defaults }: FieldSet): readonly string[] {
  const required = (jsonSchema['required'] ?? []) as readonly Json[]
  return required.filter((name): name is string => typeof name === 'string' && !Object.hasOwn(defaults, name))
}

type ShownField = FormFieldNotes & Pick<FormField, 'name'>

function notesOf({ required, agentOnly, visibleWhen, label }: ShownField): FormFieldNotes {
  return { required, agentOnly, visibleWhen, label }
}
