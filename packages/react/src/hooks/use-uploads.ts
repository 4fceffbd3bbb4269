'use client'
import { ClientError } from '@docket/client'
import { useEffect, useRef, useState } from 'react'
import { useSpeech } from '../text/speech-context.js'
import { useDesk } from './desk-context.js'
import { useMeta } from './use-meta.js'

/** A file that is to be sent along. */
export interface Upload {
  /** Its name here. */
  readonly key: string
  readonly name: string
  readonly size: number
  /** How much of it is there, 0 to 1. */
  readonly part: number
  /** Its id at the desk; null until it is there. */
  readonly id: string | null
  readonly failed: 'large' | 'failed' | null
}

/** A file that is there, as a draft keeps it. */
export type UploadedFile = Pick<Upload, 'name' | 'size'> & { readonly id: string }

/** Files that are to be sent along. */
export interface Uploads {
  readonly files: readonly Upload[]
  /** Whether one is on its way. */
  readonly busy: boolean
  /** Whether the desk takes files; so it seems until it is known. */
  readonly taken: boolean
  /** Uploads files, at once. */
  readonly add: (files: Iterable<File>) => void
  /** Uploads one again that failed. */
  readonly retry: (key: string) => void
  /** Takes one away, also one that is on its way. */
  readonly remove: (key: string) => void
  /** Puts those in place of all there are. */
  readonly set: (files: readonly UploadedFile[]) => void
}

const uploaded = (file: UploadedFile): Upload => ({ ...file, key: file.id, part: 1, failed: null })

/** Files that are uploaded at once, before what they belong to is sent. Those that are there are kept, such as by a draft. */
export function useUploads(
  given: readonly UploadedFile[],
  onChange: (files: readonly UploadedFile[]) => void,
): Uploads {
  const desk = useDesk()
  const taken = useMeta(useSpeech().locale).data?.uploads !== false
  const [files, setFiles] = useState<readonly Upload[]>(() => given.map(uploaded))
  const kept = useRef({ count: 0, now: files, running: new Map<string, { file: File; abort: AbortController }>() })
  const { running } = kept.current

  function change(next: readonly Upload[]): void {
    const there = (all: readonly Upload[]) =>
      all.flatMap(({ id, name, size }) => (id === null ? [] : [{ id, name, size }]))
    const before = there(kept.current.now)
    kept.current.now = next
    setFiles(next)
    if (JSON.stringify(before) !== JSON.stringify(there(next))) onChange(there(next))
  }
  const put = (key: string, more: Partial<Upload>) =>
    change(kept.current.now.map((one) => (one.key === key ? { ...one, ...more } : one)))

  async function send(key: string, file: File): Promise<void> {
    const abort = new AbortController()
    running.set(key, { file, abort })
    put(key, { part: 0, failed: null })
    try {
      const { id } = await desk.upload(file, (part) => put(key, { part }), abort.signal)
      running.delete(key)
      put(key, { id, part: 1 })
    } catch (error) {
      const large = error instanceof ClientError && error.status === 413
      put(key, { failed: large ? 'large' : 'failed' })
    }
  }

  useEffect(
    () => () => {
      for (const { abort } of running.values()) abort.abort()
    },
    [running],
  )

  return {
    files,
    busy: files.some(({ id, failed }) => id === null && failed === null),
    taken,
    add(given) {
      if (!taken) return
      const added = [...given].map((file) => ({ key: `${++kept.current.count}`, file }))
      const begun = added.map(({ key, file: { name, size } }) => ({ key, name, size, part: 0, id: null, failed: null }))
      change([...kept.current.now, ...begun])
      for (const { key, file } of added) void send(key, file)
    },
    retry(key) {
      const again = running.get(key)
      if (again) void send(key, again.file)
    },
    remove(key) {
      running.get(key)?.abort.abort()
      running.delete(key)
      change(kept.current.now.filter((one) => one.key !== key))
    },
    set: (all) => change(all.map(uploaded)),
  }
}
