'use client'
import type { Draft } from '@docket/client'
import { useEffect, useRef } from 'react'
import { useDesk } from './desk-context.js'
import type { UploadedFile } from './uploads-of.js'
import type { Uploads } from './use-uploads.js'

/** Sends what a draft says, and the files that are there. */
export type Send = <Answer>(
  command: (files: readonly UploadedFile[], options: { readonly idempotencyKey: string }) => Promise<Answer>,
) => Promise<Answer | null>

/**
 * Sends a draft with its files, so that another can be begun at once. Rejects when it was refused and is the draft again; gives
 * null when it stays among what is unsent, since whoever wrote it has gone on meanwhile.
 */
export function useSend(draft: Draft, uploads: Uploads): Send {
  const { outbox } = useDesk().client
  const here = useRef(true)
  useEffect(() => {
    here.current = true
    return () => {
      here.current = false
    }
  }, [])
  return async (command) => {
    const text = draft.get()
    const { key } = draft
    const files = uploads.take()
    const waits = () => outbox.get().some((one) => one.key === key)
    const answer = command(files, { idempotencyKey: key })
    // From here on the outbox has it, over reloads too.
    const taken = waits()
    outbox.keep(key)
    draft.clear()
    try {
      return await answer
    } catch (thrown) {
      if (taken && !(here.current && !draft.get() && waits())) return null
      outbox.discard(key)
      draft.set(text)
      uploads.putBack(files)
      throw thrown
    }
  }
}

/** A message's words and files. Files that come without words say what they are called, since a message has some. */
export function messageOf(body: string, files: readonly UploadedFile[]) {
  const said = body.trim() ? body : files.map(({ name }) => name).join(', ')
  return { ...(said && { body: said }), ...(files[0] && { attachments: files.map(({ id }) => id) }) }
}
