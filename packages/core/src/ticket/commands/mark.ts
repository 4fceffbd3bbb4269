import * as z from 'zod'
import { id } from '../../kernel/input.js'
import { LIMITS } from '../../kernel/limits.js'
import { timesCome } from '../came-with.js'
import { DONE, type TicketCommand } from '../command.js'
import { refuse } from '../refusal.js'

const tags = z.array(id).max(LIMITS.tags).optional()

/** Adds and removes tags. Adding one that is there, or removing one that is not, changes nothing. */
export const tag: TicketCommand<{ add?: string[] | undefined; remove?: string[] | undefined }> = {
  name: 'tag',
  action: 'tag',
  followsMerge: true,
  input: z.strictObject({ add: tags, remove: tags }),
  decide(draft, input) {
    const present = new Set(draft.ticket.tags)
    const removed = [...new Set(input.remove)].filter((name) => present.has(name))
    const added = [...new Set(input.add)].filter((name) => !present.has(name) && !removed.includes(name))
    if (added.length + removed.length === 0) return DONE
    if (present.size - removed.length + added.length > LIMITS.tags) {
      return refuse('LIMIT_EXCEEDED', `A ticket has at most ${LIMITS.tags} tags; remove some first.`, {
        code: 'tags',
        limit: LIMITS.tags,
      })
    }
    draft.add({ type: 'ticket.tagged', data: { added, removed } })
    return DONE
  },
}

const watcher = z.strictObject({ watcher: id.optional() })

/** Lets somebody watch the ticket: whoever is named, else the actor. */
export const watch: TicketCommand<{ watcher?: string | undefined }> = {
  name: 'watch',
  action: 'watch',
  input: watcher,
  decide(draft, input) {
    const who = input.watcher ?? draft.stamp.actor.id
    const { watchers, flow } = draft.ticket
    const isThere = watchers.includes(who)
    // Who came by a merged ticket alone stays from now on when that goes.
    if (isThere && timesCome(flow, who) === 0) return DONE
    if (!isThere && watchers.length >= LIMITS.watchers) {
      return refuse('LIMIT_EXCEEDED', `A ticket has at most ${LIMITS.watchers} watchers; end some first.`, {
        code: 'watchers',
        limit: LIMITS.watchers,
      })
    }
    draft.add({ type: 'ticket.watched', data: { watcher: who } })
    return DONE
  },
}

/** Ends the watching of whoever is named, else of the actor. */
export const unwatch: TicketCommand<{ watcher?: string | undefined }> = {
  name: 'unwatch',
  action: 'watch',
  input: watcher,
  decide(draft, input) {
    const who = input.watcher ?? draft.stamp.actor.id
    if (draft.ticket.watchers.includes(who)) draft.add({ type: 'ticket.unwatched', data: { watcher: who } })
    return DONE
  },
}
