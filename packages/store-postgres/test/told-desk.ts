import {
  createDesk,
  type DeskOptions,
  defaultAccess,
  defineDesk,
  type EffectMessage,
  supportWorkflow,
} from '@docket/core'

const definition = defineDesk({
  workflows: [supportWorkflow],
  access: defaultAccess(),
  effects: { tell: { on: ['ticket.created'] } },
})

/** A desk that tells of each new ticket. */
export function toldDesk(store: DeskOptions['store'], tell: (message: EffectMessage) => void) {
  return createDesk(definition, { store, effects: { tell } })
}
