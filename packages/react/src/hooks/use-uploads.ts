'use client'
import { useSpeech } from '../text/speech-context.js'
import { useDesk } from './desk-context.js'
import { type Upload, type UploadList, uploadsOf } from './uploads-of.js'
import { useMeta } from './use-meta.js'
import { useStore } from './use-store.js'

/** Files that are to be sent along. */
export interface Uploads extends UploadList {
  readonly files: readonly Upload[]
  /** Whether one is on its way. */
  readonly busy: boolean
  /** Whether the desk takes files; so it seems until it is known. */
  readonly taken: boolean
}

const NONE: readonly Upload[] = []

/**
 * The files of a draft, by its name: uploaded at once, before what they belong to is sent. Those that are there survive a reload;
 * the others live as long as the page, wherever one looks meanwhile.
 */
export function useUploads(name: string): Uploads {
  const desk = useDesk()
  const taken = useMeta(useSpeech().locale).data?.uploads !== false
  const list = uploadsOf(desk, name)
  const files = useStore(list, NONE)
  const busy = files.some(({ id, failed }) => !id && !failed)
  return { ...list, files, busy, taken, add: (given) => taken && list.add(given) }
}
