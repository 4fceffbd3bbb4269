import type { ActorDesk } from '@docket/core'
import { type CommandRequest, inPath, type RequestOf, requestBy, requestOf } from '../commands.js'

/**
 * What agents do besides, by the names of the desk's methods, as the commands of requesters are written down. What a path
 * names is taken out of the input. `-` stands for a command that takes no input.
 */
export const DESK_COMMANDS = {
  note: 'POST notes',
  override: 'PUT state',
  assign: 'POST assignment',
  unassign: 'DELETE assignment -',
  accept: 'POST assignment/acceptance -',
  decline: 'POST assignment/refusal',
  setCoordinator: 'PUT coordinator',
  setPriority: 'PUT priority',
  setInputs: 'PATCH inputs',
  setCategory: 'PUT category',
  snooze: 'PUT snooze',
  unsnooze: 'DELETE snooze -',
  tag: 'PATCH tags',
  watch: 'POST watchers',
  unwatch: 'DELETE watchers/:watcher',
  link: 'POST links',
  unlink: 'DELETE links/:kind/:ticketId',
  merge: 'PUT merge',
  unmerge: 'DELETE merge -',
  split: 'POST splits',
  check: 'POST checks',
  uncheck: 'DELETE checks/:item',
  askApproval: 'POST approvals',
  approve: 'POST approvals/:approval/answers answer=approve',
  refuseApproval: 'POST approvals/:approval/answers answer=refuse',
  delegateApproval: 'POST approvals/:approval/delegations',
  withdrawApproval: 'DELETE approvals/:approval',
  request: 'POST requests',
  answer: 'POST requests/:request/answers',
  withdrawRequest: 'DELETE requests/:request',
  recordCallBack: 'POST call-backs',
  runMacro: 'POST macros/:macro',
  archive: 'PUT archive -',
  unarchive: 'DELETE archive -',
  erase: 'POST erasure -',
} as const satisfies { readonly [Name in keyof ActorDesk]?: string }

/** The name of a command of agents. */
export type DeskCommandName = keyof typeof DESK_COMMANDS

/** Whether a command takes nothing besides the ticket. */
export const takesNothing = (name: DeskCommandName): boolean => DESK_COMMANDS[name].endsWith(' -')

/** How the commands of requesters and agents are asked for. */
export const deskRequestOf: RequestOf = (name, ticketId, input) => {
  const how = (DESK_COMMANDS as Readonly<Record<string, string>>)[name]
  if (how === undefined) return requestOf(name, ticketId, input)
  const [method = '', path = '', fixed = ''] = how.split(' ')
  const left: Record<string, unknown> = { ...input }
  const named = path.split('/').map((part) => {
    if (!part.startsWith(':')) return part
    const value = left[part.slice(1)]
    delete left[part.slice(1)]
    return inPath(String(value))
  })
  const [key = '', value] = fixed.split('=')
  const whole = value === undefined ? left : { ...left, [key]: value }
  // One item is checked as several are.
  const body = name === 'check' && !('items' in whole) ? { items: [whole] } : whole
  const { body: text, ...request } = requestBy(`${method} ${named.join('/')}`, ticketId, body)
  return { ...request, ...(Object.keys(body).length > 0 && { body: text }) } as CommandRequest
}
