'use client'
import type { ClientError } from '@docket/client'
import { type KeyboardEvent, type ReactNode, useState } from 'react'
import { AddFile, FileList, useFileTarget } from '../files/files.js'
import { Problem } from '../panel/problem.js'
import { useSpeech } from '../text/speech-context.js'
import type { Conversation } from './use-conversation.js'

/** Whether an Enter sends: not one that ends the writing of a Chinese word, and not where fingers write. */
function isSend({ key, shiftKey, nativeEvent }: KeyboardEvent): boolean {
  if (key !== 'Enter' || shiftKey || nativeEvent.isComposing || nativeEvent.keyCode === 229) return false
  return !window.matchMedia('(pointer: coarse)').matches
}

/** Where a reply is written. */
export function Composer({ conversation }: { readonly conversation: Conversation }): ReactNode {
  const { say } = useSpeech()
  const { draft, uploads, write, reply } = conversation
  const [error, setError] = useState<ClientError | null>(null)
  const target = useFileTarget(uploads)
  const { className, ...drop } = target

  async function send(): Promise<void> {
    setError(null)
    try {
      await reply()
    } catch (thrown) {
      setError(thrown as ClientError)
    }
  }

  return (
    <form
      className={`foot ${className}`}
      {...drop}
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      {error && <Problem error={error} onAgain={() => void send()} />}
      <FileList uploads={uploads} />
      {uploads.busy && (
        <p className="hid" role="status">
          {say('uploadingFiles')}
        </p>
      )}
      <div className="write">
        <AddFile uploads={uploads} />
        <textarea
          rows={1}
          aria-label={say('reply')}
          placeholder={say('replyHint')}
          value={draft}
          onChange={(event) => write(event.target.value)}
          onKeyDown={(event) => {
            if (!isSend(event)) return
            event.preventDefault()
            void send()
          }}
        />
        <button type="submit" className="main" part="send" aria-disabled={uploads.busy}>
          {say('send')}
        </button>
      </div>
    </form>
  )
}
