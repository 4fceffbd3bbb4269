'use client'
import type { ClientError, Observed, PendingCommand } from '@docket/client'
import type { AvailableEvent } from '@docket/core'
import type { TicketOnWire } from '../desk/desk-types.js'
import { useDesk } from '../hooks/desk-context.js'
import { useDraft } from '../hooks/use-draft.js'
import { useThread, useTicket } from '../hooks/use-observed.js'
import { useReading } from '../hooks/use-reading.js'
import { type UploadedFile, type Uploads, useUploads } from '../hooks/use-uploads.js'
import { type TimelineItem, timeline } from './timeline.js'
import { useChanges } from './use-changes.js'

/** A ticket as its requester follows it. */
export interface Conversation {
  readonly ticket: TicketOnWire | undefined
  /** Messages with the changes between them; undefined while they are read. */
  readonly items: readonly TimelineItem[] | undefined
  /** Why it could not be read. */
  readonly error: ClientError | null
  readonly pending: readonly PendingCommand[]
  /** The events by which its requester says that it is solved, or not; null where it has none now. */
  readonly confirm: string | null
  readonly reopen: string | null
  /** The reply that is being written. */
  readonly draft: string
  readonly uploads: Uploads
  readonly write: (text: string) => void
  /** Sends the reply and its files; nothing where there is neither. */
  readonly reply: () => Promise<void>
  /** Reads it again. */
  readonly load: () => void
}

/** What a ticket does for its requester. `phaseOf` says what a state of its workflow means. */
export function useConversation(
  id: string,
  phaseOf: (ticket: TicketOnWire, state: string) => string | null,
): Conversation {
  const desk = useDesk()
  const { client } = desk
  const { data: ticket, error, pending }: Observed<TicketOnWire> = useTicket(id)
  const thread = useThread(id)
  const [draft, kept] = useDraft(id)
  const [there, keptFiles] = useDraft(`${id} files`)
  const uploads = useUploads(filesIn(there), (files) => {
    if (files.length > 0) keptFiles.set(JSON.stringify(files))
    else keptFiles.clear()
  })
  const changes = useChanges(desk, ticket)
  const solved = ticket?.phase === 'solved'
  const { data: events = [] } = useReading<readonly AvailableEvent[]>(
    solved ? `${id} ${ticket.version}` : null,
    () => client.events(id) as Promise<readonly AvailableEvent[]>,
  )
  const eventTo = (phases: readonly string[]) =>
    events.find(({ target, allowed, reasons }) => {
      // A reason is asked for where one is missing.
      const possible = allowed || reasons.every(({ code }) => /reason/.test(code))
      return ticket && solved && possible && phases.includes(phaseOf(ticket, target) ?? '')
    })?.event ?? null

  return {
    ticket,
    items: ticket && thread.data && timeline(thread.data, changes),
    error: error ?? thread.error,
    pending,
    confirm: eventTo(['terminal']),
    reopen: eventTo(['open', 'waiting']),
    draft,
    uploads,
    write: (text) => kept.set(text),
    async reply() {
      const attachments = uploads.files.flatMap((file) => (file.id === null ? [] : [file.id]))
      const body = draft.trim()
      if ((body === '' && attachments.length === 0) || uploads.busy) return
      // A message has words; a file alone speaks by its name.
      const said = body === '' ? uploads.files.map(({ name }) => name).join(', ') : body
      const sent = client.reply(
        id,
        { body: said, ...(attachments.length > 0 && { attachments }) },
        { idempotencyKey: kept.key },
      )
      // From here on the outbox has it, over reloads too.
      kept.clear()
      const files = uploads.files.flatMap((file) => (file.id === null ? [] : [{ ...file, id: file.id }]))
      uploads.set([])
      try {
        await sent
      } catch (thrown) {
        if (kept.get() === '') kept.set(draft)
        uploads.set(files)
        throw thrown
      }
    },
    load() {
      const ignore = () => {}
      client.ticket(id).load().catch(ignore)
      client.thread(id).load().catch(ignore)
    },
  }
}

function filesIn(text: string): readonly UploadedFile[] {
  try {
    return JSON.parse(text) as readonly UploadedFile[]
  } catch {
    return []
  }
}
