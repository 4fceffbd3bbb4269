import type { Form } from './form-types.js'

/** The fields that some form asks of those who work at the desk alone: nobody else sets them, whatever the category. */
export function agentOnlyFields(forms: ReadonlyMap<string, Form>): ReadonlySet<string> {
  const fields = [...forms.values()].flatMap((form) => [...form.fields.values()])
  return new Set(fields.filter(({ agentOnly }) => agentOnly).map(({ name }) => name))
}
