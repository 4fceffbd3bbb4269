'use client'
import type { ClientError } from '@docket/client'
import { useState } from 'react'
import type { TicketOnWire } from '../desk/desk-types.js'
import { useDesk } from '../hooks/desk-context.js'
import { useDraft } from '../hooks/use-draft.js'
import { useMeta } from '../hooks/use-meta.js'
import { messageOf, useSend } from '../hooks/use-send.js'
import { useSuggestions } from '../hooks/use-suggestions.js'
import { type Uploads, useUploads } from '../hooks/use-uploads.js'
import { type CategoryChoice, categoryChoices, formFor } from './categories.js'
import { type FieldValues, formFields, type RequestField, typedValues } from './form-fields.js'
import { NOTHING, type RequestDraft, readDraft } from './request-draft.js'

/** A new request, as somebody writes it. */
export interface NewRequest {
  readonly request: RequestDraft
  /** Whether it was begun before this page. */
  readonly restored: boolean
  readonly categories: readonly CategoryChoice[]
  /** The fields that its category asks for, given what is filled in. */
  readonly fields: readonly RequestField[]
  readonly suggestions: ReturnType<typeof useSuggestions>
  readonly uploads: Uploads
  readonly sending: boolean
  /** Why the desk refused it. */
  readonly error: ClientError | null
  /** What the desk found wrong with what is asked for: by `subject`, `body`, `category`, or a field's name after `field-`. */
  readonly refused: Readonly<Record<string, string>>
  /** Keeps what was filled in, as a draft. */
  readonly change: (more: Partial<RequestDraft>) => void
  /** Begins anew, with nothing filled in. */
  readonly discard: () => void
  /** Sends it. Null when the desk refused it; it waits while nobody answers. */
  readonly send: () => Promise<TicketOnWire | null>
}

/** What a new request does: its draft, its form, the answers that may help, its files. */
export function useNewRequest(locale: string): NewRequest {
  const { client } = useDesk()
  const [text, draft] = useDraft('new')
  // What is under way is shown until it is answered, though the draft is not needed any more.
  const [sent, setSent] = useState<(RequestDraft & Pick<Uploads, 'files'>) | null>(null)
  const request = sent ?? readDraft(text)
  const uploads = useUploads('new')
  const { files } = sent ?? uploads
  const send = useSend(draft, uploads)
  const [restored, setRestored] = useState(!!files[0] || JSON.stringify(request) !== JSON.stringify(NOTHING))
  const [error, setError] = useState<ClientError | null>(null)
  const { data: meta } = useMeta(locale, !!request.subject)
  const suggestions = useSuggestions(request.subject, locale)

  const change = (more: Partial<RequestDraft>) => {
    if (!sent) draft.set(JSON.stringify({ ...request, ...more }))
  }

  const category = request.category || null
  const form = meta ? formFor(meta, category) : null
  const fields = formFields(form, category, request.fields)

  const discard = () => {
    for (const { key } of files) uploads.remove(key)
    draft.clear()
    setRestored(false)
    setError(null)
  }

  return {
    request,
    restored,
    categories: categoryChoices(meta?.categories ?? [], locale),
    fields,
    suggestions,
    uploads: { ...uploads, files },
    sending: !!sent,
    error,
    refused: Object.fromEntries(
      (error?.issues ?? []).flatMap(({ path: [first, name], message }) => {
        if (first !== 'fields') return /^(subject|body|category)$/.test(`${first}`) ? [[first, message]] : []
        return fields.some((field) => field.name === name) ? [[`field-${name}`, message]] : []
      }),
    ),
    change,
    discard,
    async send() {
      const { subject, body, fields: values } = request
      // What is not asked for any more was maybe filled in before.
      const asked = Object.fromEntries(fields.map(({ name }) => [name, values[name]])) as FieldValues
      const typed = typedValues(form, asked)
      setSent({ ...request, files })
      setError(null)
      try {
        const ticket = await send((attached, options) => {
          const input = {
            subject: subject.trim(),
            ...messageOf(body, attached),
            ...(category && { category }),
            ...(Object.keys(typed).length > 0 && { fields: typed }),
          }
          return client.create(input, options)
        })
        setRestored(false)
        return ticket as unknown as TicketOnWire | null
      } catch (thrown) {
        setError(thrown as ClientError)
        return null
      } finally {
        setSent(null)
      }
    },
  }
}
