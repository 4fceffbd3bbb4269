'use client'
import { type ClipboardEvent, type DragEvent, type ReactNode, useRef, useState } from 'react'
import type { Uploads } from '../hooks/use-uploads.js'
import { IconButton } from '../panel/buttons.js'
import { Icon } from '../panel/icon.js'
import { useSpeech } from '../text/speech-context.js'

/** The files that are to be sent along: how far each is, and what can be done with it. */
export function FileList({ uploads: { files, retry, remove } }: { readonly uploads: Uploads }): ReactNode {
  const { say, percent } = useSpeech()
  if (files.length === 0) return null
  return (
    <ul className="files">
      {files.map(({ key, name, part, id, failed }) => (
        <li key={key} className="file">
          <span className="name" dir="auto">
            {name}
          </span>
          {failed && (
            <span className="error" role="alert">
              {say(failed === 'large' ? 'fileLarge' : 'fileFailed')}
            </span>
          )}
          {failed === 'failed' && (
            <IconButton icon="again" name={say('retryFile', { name })} onClick={() => retry(key)} />
          )}
          {id === null && !failed && (
            <progress value={part} aria-label={say('uploading', { percent: percent(part) })} />
          )}
          <IconButton icon="close" name={say('removeFile', { name })} onClick={() => remove(key)} />
        </li>
      ))}
    </ul>
  )
}

/** Opens the choice of files. */
export function AddFile({ uploads, words }: { readonly uploads: Uploads; readonly words?: boolean }): ReactNode {
  const { say } = useSpeech()
  const input = useRef<HTMLInputElement>(null)
  if (!uploads.taken) return null
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        onChange={(event) => {
          uploads.add(event.target.files ?? [])
          event.target.value = ''
        }}
      />
      <button
        type="button"
        className={words ? '' : 'bare icon'}
        aria-label={say('addFile')}
        onClick={() => input.current?.click()}
      >
        <Icon name="clip" />
        {words && say('addFile')}
      </button>
    </>
  )
}

/** What takes files that are dropped or pasted. */
export function useFileTarget(uploads: Uploads) {
  const [over, setOver] = useState(false)
  /** Takes what is dragged here if it is files: whether it is still over it. */
  const takes = (isOver: boolean) => (event: DragEvent) => {
    const { types, files } = event.dataTransfer
    if (!types.includes('Files')) return
    event.preventDefault()
    setOver(isOver)
    if (!isOver) uploads.add(files)
  }
  return {
    className: over ? 'drop' : '',
    onDragOver: takes(true),
    onDragLeave: () => setOver(false),
    onDrop: takes(false),
    onPaste(event: ClipboardEvent) {
      const { files, types } = event.clipboardData
      // Office programs put a picture beside their text; beside a file from a folder there is but its name.
      const isText = types.includes('text/plain') && types.includes('text/html')
      if (files.length === 0 || isText) return
      event.preventDefault()
      uploads.add(files)
    },
  }
}
