import type { DeskConnection } from '../desk/desk-types.js'
import type { Store } from './use-store.js'

/** A file that is to be sent along. */
export interface Upload {
  /** Its name here. */
  readonly key: string
  readonly name: string
  /** How much of it is there, 0 to 1. */
  readonly part: number
  /** Its id at the desk; null until it is there. */
  readonly id: string | null
  readonly failed: 'large' | 'failed' | null
}

/** A file that is there, as a draft keeps it. */
export type UploadedFile = Upload & { readonly id: string }

/** What can be done with files that are to be sent along. */
export interface UploadList {
  /** Uploads files, at once. */
  readonly add: (files: Iterable<File>) => void
  /** Uploads one again that failed. */
  readonly retry: (key: string) => void
  /** Takes one away, also one that is on its way. */
  readonly remove: (key: string) => void
  /** Takes those away that are there, as to send them, and gives them. The others stay. */
  readonly take: () => readonly UploadedFile[]
  /** Puts those back that were taken, before the others. */
  readonly putBack: (files: readonly UploadedFile[]) => void
}

const lists = new WeakMap<DeskConnection, Record<string, UploadList & Store<readonly Upload[]>>>()

/** The files of a draft. They are the desk's, not what shows them: who looks at something else meanwhile finds them again. */
export function uploadsOf(desk: DeskConnection, name: string): UploadList & Store<readonly Upload[]> {
  const all = lists.get(desk) ?? {}
  lists.set(desk, all)
  all[name] ??= openList(desk, name)
  return all[name]
}

const isThere = (file: Upload): file is UploadedFile => !!file.id

function openList(desk: DeskConnection, list: string): UploadList & Store<readonly Upload[]> {
  const draft = desk.client.draft(`${list} files`)
  const listeners = new Set<() => void>()
  const running = new Map<string, { readonly file: File; readonly abort: AbortController }>()
  let count = 0
  let files = readFiles(draft.get())

  function change(next: readonly Upload[]): void {
    files = next
    draft.set(JSON.stringify(next.filter(isThere)))
    for (const listener of listeners) listener()
  }
  const put = (key: string, more: Partial<Upload>) =>
    change(files.map((one) => (one.key === key ? { ...one, ...more } : one)))

  async function send(key: string, file: File): Promise<void> {
    const abort = new AbortController()
    running.set(key, { file, abort })
    put(key, { part: 0, failed: null })
    try {
      const { id } = await desk.upload(file, (part) => put(key, { part }), abort.signal)
      running.delete(key)
      put(key, { id, part: 1 })
    } catch (error) {
      const large = (error as { readonly status?: unknown }).status === 413
      put(key, { failed: large ? 'large' : 'failed' })
    }
  }

  return {
    get: () => files,
    subscribe(listener) {
      // Another tab may have changed what nobody looked at here.
      if (listeners.size === 0 && files.every(isThere)) files = readFiles(draft.get())
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    add(given) {
      for (const file of given) {
        const key = `${++count}`
        change([...files, { key, name: file.name, part: 0, id: null, failed: null }])
        void send(key, file)
      }
    },
    retry(key) {
      const again = running.get(key)
      if (again) void send(key, again.file)
    },
    remove(key) {
      running.get(key)?.abort.abort()
      running.delete(key)
      change(files.filter((one) => one.key !== key))
    },
    take() {
      const there = files.filter(isThere)
      change(files.filter((one) => !isThere(one)))
      return there
    },
    putBack: (back) => change([...back, ...files]),
  }
}

/** Files out of a draft's text; none where it is something else. */
function readFiles(text: string): readonly Upload[] {
  try {
    return (JSON.parse(text) as readonly UploadedFile[])
      .filter(({ id, name }) => typeof id === 'string' && typeof name === 'string')
      .map((file) => ({ ...file, key: file.id, failed: null }))
  } catch {
    return []
  }
}
