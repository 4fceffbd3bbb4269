import { expectTypeOf, it } from 'vitest'
import { defaultAccess } from '../../access/default-access.js'
import type { ActorDesk } from '../../desk/actor-desk-types.js'
import { type DeskDefinition, defineDesk } from '../../desk/define-desk.js'
import { incidentRules } from '../../rules/ready-made/incident.js'
import { lifeRules } from '../../rules/ready-made/life.js'
import { incidentWorkflow } from './incident.js'
import { repairWorkflow } from './repair.js'
import { supportWorkflow } from './support.js'

const definition = defineDesk({
  workflows: [supportWorkflow, repairWorkflow(), incidentWorkflow()],
  access: defaultAccess(),
  rules: [...incidentRules(), ...lifeRules()],
})
type Shape = typeof definition extends DeskDefinition<infer Found> ? Found : never
declare const desk: ActorDesk<Shape>

it('knows the states and events of the ready-made workflows by name', async () => {
  const repair = desk.ticket('t1', { workflow: 'repair' })
  expectTypeOf((await repair.get()).state).toEqualTypeOf<
    | 'reception'
    | 'receptionAsks'
    | 'workshop'
    | 'workshopAsks'
    | 'waitingForParts'
    | 'quality'
    | 'shipping'
    | 'returned'
    | 'closed'
  >()
  await repair.send({ type: 'orderParts' })
  // @ts-expect-error -- an event of another workflow
  await repair.send({ type: 'causeFound' })
})

it('takes no owner, deadline or event that there is not', () => {
  // @ts-expect-error -- a department that a repair does not have
  repairWorkflow({ owners: { kitchen: 'cooks' } })
  // @ts-expect-error -- a stage that an incident does not have
  incidentWorkflow({ within: { postmortem: { hours: 1 } } })
  defineDesk({
    workflows: [supportWorkflow],
    access: defaultAccess(),
    // @ts-expect-error -- an event that no workflow of the desk has
    rules: incidentRules({ event: 'vanish' }),
  })
})
