'use client'
import type { Observed, ShownTimeline } from '@docket/client'
import type { AvailableEvent } from '@docket/core'
import { useMemo } from 'react'
import type { TicketOnWire } from '../desk/desk-types.js'
import { useDesk } from '../hooks/desk-context.js'
import { useDraft } from '../hooks/use-draft.js'
import { useMeta } from '../hooks/use-meta.js'
import { useThread, useTicket, useTimeline } from '../hooks/use-observed.js'
import { useReading } from '../hooks/use-reading.js'
import { messageOf, useSend } from '../hooks/use-send.js'
import { type Uploads, useUploads } from '../hooks/use-uploads.js'
import { useSpeech } from '../text/speech-context.js'
import { stateOf } from './state-of.js'
import { type Change, type TimelineItem, timeline } from './timeline.js'

/** A ticket as its requester follows it. */
export interface Conversation {
  readonly ticket: TicketOnWire | undefined
  /** Messages with the changes between them; undefined while they are read. */
  readonly items: readonly TimelineItem[] | undefined
  readonly changes: readonly Change[]
  /** What agents are called who are named in it, and files that are on their way; by id. */
  readonly names: Readonly<Record<string, string>>
  readonly fileNames: Readonly<Record<string, string>>
  /** Why it could not be read. */
  readonly error: Error | null
  /** The events by which its requester says that it is solved, or not; null where it has none now. */
  readonly confirm: string | null
  readonly reopen: string | null
  /** The reply that is being written. */
  readonly draft: string
  readonly uploads: Uploads
  /** Keeps the reply that is being written, as a draft. */
  readonly write: (text: string) => void
  /** Sends the reply and its files; nothing where there is neither. */
  readonly reply: () => Promise<void>
  /** Reads it again. */
  readonly load: () => void
}

/** What a ticket does for its requester. */
export function useConversation(id: string): Conversation {
  const desk = useDesk()
  const { client } = desk
  const { data: ticket, error }: Observed<TicketOnWire> = useTicket(id)
  const thread = useThread(id)
  const [draft, kept] = useDraft(id)
  const [sent, keptSent] = useDraft(`${id} sent`)
  const uploads = useUploads(id)
  const send = useSend(kept, uploads)
  const { changes, names } = past(useTimeline(id))
  const fileNames = useMemo(() => readNames(sent), [sent])
  const solved = ticket?.phase === 'solved'
  const meta = useMeta(useSpeech().locale, solved)
  const possible = useReading<readonly AvailableEvent[]>(
    solved ? `${id} ${ticket.version}` : null,
    () => client.events(id) as Promise<readonly AvailableEvent[]>,
  )
  const eventTo = (phases: readonly string[]) =>
    possible.data?.find(({ target, allowed, reasons }) => {
      // A reason is asked for where one is missing.
      const can = allowed || reasons.every(({ code }) => /reason/.test(code))
      return ticket && solved && can && phases.includes(stateOf(meta.data, ticket, target)?.phase ?? '')
    })?.event ?? null

  return {
    ticket,
    items: ticket && thread.data && timeline(thread.data, changes),
    changes,
    names,
    fileNames,
    // Without them it could not be said that it is not solved.
    error: error ?? thread.error ?? (solved ? (possible.error ?? meta.error) : null),
    confirm: eventTo(['terminal']),
    reopen: eventTo(['open', 'waiting']),
    draft,
    uploads,
    write: (text) => kept.set(text),
    async reply() {
      const body = draft.trim()
      if (uploads.busy || !(body || uploads.files.some(({ id }) => id))) return
      await send((files, options) => {
        // Of files the outbox knows but their ids.
        keptSent.set(JSON.stringify({ ...fileNames, ...Object.fromEntries(files.map((file) => [file.id, file.name])) }))
        return client.reply(id, { body, ...messageOf(body, files) }, options)
      })
      if (!client.outbox.get()[0]) keptSent.clear()
    },
    load() {
      for (const one of [client.ticket(id), client.thread(id), client.timeline(id)]) one.load().catch(() => {})
      possible.again()
      meta.again()
    },
  }
}

/** What is known of the past: nothing while it is read, and where it cannot be. */
const past = ({ data }: Observed<ShownTimeline>) => ({
  changes: data?.items ?? NOTHING,
  names: data?.names ?? NO_NAMES,
})
const NOTHING: readonly Change[] = []
const NO_NAMES = {}

/** What files are called, by id, out of a draft's text. */
function readNames(text: string): Readonly<Record<string, string>> {
  try {
    return { ...JSON.parse(text, (id, name) => (id && typeof name !== 'string' ? undefined : name)) }
  } catch {
    return {}
  }
}
