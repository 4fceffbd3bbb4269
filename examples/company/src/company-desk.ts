import { type ActorDesk, type DeskShapeOf, defaultAccess, defineDesk } from '@docket/core'
import { calendars } from './calendars.js'
import { forms, putCategories } from './categories.js'
import { putStaff } from './departments.js'
import { fields } from './fields.js'
import { macros } from './macros.js'
import { priority } from './priority.js'
import { promises } from './promises.js'
import { routing } from './routing.js'
import { rules } from './rules.js'
import { workflows } from './workflows.js'

/** The service of a maker of lamps, speakers and routers: nine teams in three departments, two offices. */
export const companyDesk = defineDesk({
  fields,
  indexed: ['order'],
  personal: ['phone'],
  forms,
  workflows,
  priority,
  routing,
  calendars,
  sla: promises,
  rules,
  macros,
  effects: { refund: {}, sparePart: {}, crm: {} },
  survey: { low: 2, followUp: { workflow: 'complaint', subject: '低分回访' } },
  nudges: { every: { hours: 2 }, leadFrom: 2 },
  access: defaultAccess(),
})

/** What the desk's types know. */
export type Company = DeskShapeOf<typeof companyDesk>

/** Puts people and categories into the desk; for an admin. */
export async function furnish(admin: ActorDesk<Company>): Promise<void> {
  await putStaff(admin)
  await putCategories(admin)
}
