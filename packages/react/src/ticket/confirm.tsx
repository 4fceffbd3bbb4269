'use client'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useDesk } from '../hooks/desk-context.js'
import { useDraft } from '../hooks/use-draft.js'
import { Problem } from '../panel/problem.js'
import { useSpeech } from '../text/speech-context.js'
import { useCommand } from './use-command.js'

/** Whether it is solved: two equal answers, and one question to whoever says no. */
export function Confirm({
  id,
  confirm,
  reopen,
}: {
  readonly id: string
  /** The events that say so. */
  readonly confirm: string | null
  readonly reopen: string
}): ReactNode {
  const { say } = useSpeech()
  const { client } = useDesk()
  const [text, draft] = useDraft(`${id} reopen`)
  const [asking, setAsking] = useState(text !== '')
  const question = useRef<HTMLTextAreaElement>(null)
  const { state, error, run } = useCommand()
  useEffect(() => {
    if (asking) question.current?.focus()
  }, [asking])

  const yes = () => confirm !== null && void run(() => client.send(id, { type: confirm }))
  async function no(): Promise<void> {
    const reason = text.trim()
    if (reason === '') question.current?.focus()
    else if (await run(() => client.send(id, { type: reopen, reason }, { idempotencyKey: draft.key }))) draft.clear()
  }
  const problem = error && <Problem error={error} />

  if (!asking) {
    return (
      <section className="ask" aria-labelledby="solved">
        <h3 id="solved">{say('confirmAsk')}</h3>
        <div className="row even">
          {confirm !== null && (
            <button type="button" part="confirm" aria-disabled={state === 'sending'} onClick={yes}>
              {say('confirmYes')}
            </button>
          )}
          <button type="button" part="reopen" onClick={() => setAsking(true)}>
            {say('confirmNo')}
          </button>
        </div>
        {problem}
      </section>
    )
  }
  return (
    <form
      className="ask"
      onSubmit={(event) => {
        event.preventDefault()
        void no()
      }}
    >
      <label htmlFor="missing">
        <b>{say('whatMissing')}</b>
      </label>
      <textarea ref={question} id="missing" required value={text} onChange={(event) => draft.set(event.target.value)} />
      {problem}
      <div className="row">
        <button type="submit" className="main" aria-disabled={state === 'sending'}>
          {say('reopen')}
        </button>
        <button type="button" className="bare" onClick={() => setAsking(false)}>
          {say('cancel')}
        </button>
      </div>
    </form>
  )
}
