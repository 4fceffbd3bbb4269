'use client'
import { ClientError } from '@docket/client'
import type { ReactNode } from 'react'
import { useDesk } from '../hooks/desk-context.js'
import { useReading } from '../hooks/use-reading.js'
import { Bones } from '../panel/bones.js'
import { Problem } from '../panel/problem.js'
import { useSpeech } from '../text/speech-context.js'
import { StageBar } from '../ticket/promise-view.js'

/** What a progress link shows: how one ticket comes on, for reading only. */
export function ProgressView({ token }: { readonly token: string }): ReactNode {
  const { say, locale, time } = useSpeech()
  const desk = useDesk()
  const { data, error, again } = useReading(`${locale} ${token}`, () => desk.progress(token, locale))
  if (error instanceof ClientError && error.status === 401) {
    return (
      <div className="body">
        <p role="alert">{say('linkOver')}</p>
      </div>
    )
  }
  if (!data)
    return (
      <div className="body">
        {error ? <Problem what="notLoaded" error={error} onAgain={again} /> : <Bones lines={3} />}
      </div>
    )
  const { phase, words, handler, createdAt } = data
  const late = [data.expected.answer, data.expected.solution].some((date) => date?.reason?.code === 'overdue')
  const [first, ...rest] = words
  const step = phase === 'terminal' ? 5 : phase === 'solved' ? 4 : handler === null ? 1 : 2
  return (
    <div className="promise">
      <p className="says">{first}</p>
      <StageBar step={step} risk={late ? 'late' : null} />
      {rest.map((text) => (
        <p key={text}>{text}</p>
      ))}
      <p className="small">
        {say('started')} · <time dateTime={createdAt}>{time(createdAt)}</time>
      </p>
    </div>
  )
}
