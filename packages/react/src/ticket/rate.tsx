'use client'
import { type ReactNode, useRef, useState } from 'react'
import type { TicketOnWire } from '../desk/desk-types.js'
import { useDesk } from '../hooks/desk-context.js'
import { useDraft } from '../hooks/use-draft.js'
import { Problem } from '../panel/problem.js'
import { useSpeech } from '../text/speech-context.js'
import { ratingKey } from './timeline.js'
import { useCommand } from './use-command.js'

const SCORES = [1, 2, 3, 4, 5] as const
type Score = (typeof SCORES)[number]
/** This score and lower ones ask why. */
const LOW = 2

/** How it was: saved on tap, or by keys once one has been chosen of those that they pass; a bad one asks why. */
export function Rate({ ticket: { id, rating } }: { readonly ticket: Pick<TicketOnWire, 'id' | 'rating'> }): ReactNode {
  const { say } = useSpeech()
  const { client } = useDesk()
  const [now, setNow] = useState<Score | null>(null)
  const [sent, setSent] = useState<number | null>(null)
  const passing = useRef(false)
  const [text, draft] = useDraft(`${id} rating`)
  const score = now ?? ((rating?.score ?? null) as Score | null)
  const saved = useCommand(true)
  const comment = useCommand()
  const low = score !== null && score <= LOW

  const save = async (chosen = now) => {
    if (chosen === null || chosen === sent) return
    setSent(chosen)
    if (!(await saved.run(() => client.rate(id, { score: chosen })))) setSent(null)
  }
  const explain = async () => {
    if (score === null || text.trim() === '') return
    const key = { idempotencyKey: draft.key }
    if (await comment.run(() => client.rate(id, { score, comment: text.trim() }, key))) draft.clear()
  }

  return (
    <form
      className="ask"
      onSubmit={(event) => {
        event.preventDefault()
        void explain()
      }}
    >
      <fieldset
        onKeyDown={({ key }) => {
          passing.current = key.startsWith('Arrow')
          if (key === ' ' || key === 'Enter') void save()
        }}
        onBlurCapture={({ currentTarget, relatedTarget }) => {
          if (!currentTarget.contains(relatedTarget)) void save()
        }}
      >
        <legend>{say('rateAsk')}</legend>
        <div className="rates">
          {SCORES.map((one) => (
            <label key={one}>
              <input
                type="radio"
                name="rating"
                value={one}
                checked={score === one}
                onChange={() => {
                  setNow(one)
                  if (!passing.current) void save(one)
                  passing.current = false
                }}
              />
              {say(ratingKey(one))}
            </label>
          ))}
        </div>
      </fieldset>
      <p className="small" role="status">
        {(saved.state === 'done' && sent === score) || comment.state === 'done' ? say(low ? 'ratedLow' : 'rated') : ''}
      </p>
      {saved.error && <Problem error={saved.error} />}
      {score !== null && comment.state !== 'done' && (
        <div className="field">
          <label htmlFor="why">{say(low ? 'rateWhy' : 'rateMore')}</label>
          <textarea id="why" value={text} onChange={(event) => draft.set(event.target.value)} />
          <div className="row">
            <button type="submit" aria-disabled={comment.state === 'sending'}>
              {say('send')}
            </button>
          </div>
          {comment.error && <Problem error={comment.error} />}
        </div>
      )}
    </form>
  )
}
