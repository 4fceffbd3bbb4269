import type { ActorDesk } from '@docket/core'
import { ClientError } from './client-error.js'

/**
 * The commands, by the names of the desk's methods: the HTTP method, the path below the ticket, and what the body says
 * besides. What a path names is taken out of the input. `-` stands for a command that takes no input.
 */
export const COMMANDS = {
  create: 'POST',
  update: 'PATCH',
  reply: 'POST messages',
  note: 'POST notes',
  attach: 'POST attachments',
  send: 'POST events',
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
  rate: 'PUT rating',
  nudge: 'POST nudges',
  archive: 'PUT archive -',
  unarchive: 'DELETE archive -',
  erase: 'POST erasure -',
} as const satisfies { readonly [Name in keyof ActorDesk]?: string }

/** The name of a command. */
export type CommandName = keyof typeof COMMANDS

/** What a command was given. */
export type CommandInput = Readonly<Record<string, unknown>>

/** Whether a command takes nothing besides the ticket. */
export const takesNothing = (name: CommandName): boolean => COMMANDS[name].endsWith(' -')

/** A command as it is asked for. */
export function commandRequest(name: CommandName, ticketId: string | null, input: CommandInput) {
  const [method = '', path = '', fixed = ''] = COMMANDS[name].split(' ')
  const left = { ...input }
  const named = path.split('/').map((part) => {
    if (!part.startsWith(':')) return part
    const value = left[part.slice(1)]
    delete left[part.slice(1)]
    return inPath(String(value))
  })
  const [key = '', value] = fixed.split('=')
  const body = value === undefined ? left : { ...left, [key]: value }
  // One item is checked as several are.
  const whole = name === 'check' && !('items' in body) ? { items: [body] } : body
  return {
    method,
    path: ['tickets', ...(ticketId === null ? [] : [inPath(ticketId)]), ...named]
      .filter((part) => part !== '')
      .join('/'),
    ...(Object.keys(whole).length > 0 && { body: JSON.stringify(whole) }),
  }
}

/** An id as a part of a path; one that would lead elsewhere is refused. */
export function inPath(id: string): string {
  if (/^\.{0,2}$/.test(id)) throw new ClientError(0, 'INVALID_INPUT', `\`${id}\` is no id.`)
  return encodeURIComponent(id)
}
