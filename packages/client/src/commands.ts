import type { ActorDesk } from '@docket/core'
import { ClientError } from './client-error.js'
import type { DeskCommandName } from './desk/desk-commands.js'

/** What requesters do, by the names of the desk's methods: the HTTP method, and the path below the ticket. */
export const COMMANDS = {
  create: 'POST',
  update: 'PATCH',
  reply: 'POST messages',
  attach: 'POST attachments',
  send: 'POST events',
  rate: 'PUT rating',
  nudge: 'POST nudges',
} as const satisfies { readonly [Name in keyof ActorDesk]?: string }

/** The name of a command of requesters. */
export type OwnCommandName = keyof typeof COMMANDS

/** The name of a command. */
export type CommandName = OwnCommandName | DeskCommandName | 'deflect'

/** What a command was given. */
export type CommandInput = Readonly<Record<string, unknown>>

/** A command as it is asked for. */
export interface CommandRequest {
  readonly method: string
  readonly path: string
  readonly body?: string
}

/** How a command is asked for; null for one that is not known. */
export type RequestOf = (name: CommandName, ticketId: string | null, input: CommandInput) => CommandRequest | null

/** How the commands of requesters are asked for. */
export const requestOf: RequestOf = (name, ticketId, input) => {
  // Of no ticket: under the article's id it waits by itself, and nothing else for it.
  if (name === 'deflect') return { ...requestBy('POST', null, { ...input, articleId: ticketId }), path: 'deflections' }
  const how = (COMMANDS as Readonly<Record<string, string>>)[name]
  return how === undefined ? null : requestBy(how, ticketId, input)
}

/** A request by its HTTP method and its path below the ticket. */
export function requestBy(how: string, ticketId: string | null, input: CommandInput): CommandRequest {
  const [method = '', path] = how.split(' ')
  const parts = ['tickets', ticketId === null ? '' : inPath(ticketId), path]
  return { method, path: parts.filter(Boolean).join('/'), body: JSON.stringify(input) }
}

/** An id as a part of a path; one that would lead elsewhere is refused. */
export function inPath(id: string): string {
  if (/^\.{0,2}$/.test(id)) throw new ClientError(0, 'INVALID_INPUT', `\`${id}\` is no id.`)
  return encodeURIComponent(id)
}
