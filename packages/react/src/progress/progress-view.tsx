'use client'
import { ClientError } from '@docket/client'
import type { ReactNode } from 'react'
import { useDesk } from '../hooks/desk-context.js'
import { useReading } from '../hooks/use-reading.js'
import { Bones } from '../panel/bones.js'
import { Problem } from '../panel/problem.js'
import { useSpeech } from '../text/speech-context.js'
import { riskOf, stepOf } from '../ticket/promise.js'
import { PromiseView } from '../ticket/promise-view.js'

/** What a progress link shows: how one ticket comes on, for reading only. */
export function ProgressView({ token }: { readonly token: string }): ReactNode {
  const { say, locale, time } = useSpeech()
  const desk = useDesk()
  const { data, error, again } = useReading(`${locale} ${token}`, () => desk.progress(token, locale))
  if (!data) {
    const over = error instanceof ClientError && error.status === 401
    return (
      <div className="body">
        {over ? (
          <p role="alert">{say('linkOver')}</p>
        ) : error ? (
          <Problem what="notLoaded" error={error} onAgain={again} />
        ) : (
          <Bones lines={3} />
        )}
      </div>
    )
  }
  const { phase, words, handler, createdAt } = data
  const [first = '', ...rest] = words
  return (
    <PromiseView says={first} step={stepOf({ ...data, assignee: handler })} phase={phase} risk={riskOf(data)}>
      {rest.map((text) => (
        <p key={text}>{text}</p>
      ))}
      <p className="small">
        {say('started')} · <time dateTime={createdAt}>{time(createdAt)}</time>
      </p>
    </PromiseView>
  )
}
