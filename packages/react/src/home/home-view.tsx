'use client'
import { type ReactNode, useState } from 'react'
import { Answers } from '../answers/answers.js'
import { useDesk } from '../hooks/desk-context.js'
import { useSuggestions } from '../hooks/use-suggestions.js'
import { usePanel } from '../panel/panel-context.js'
import { NOTHING, readDraft } from '../request/request-draft.js'
import { useSpeech } from '../text/speech-context.js'
import { RequestList, useUnsent } from './request-list.js'

/** Search first, then a way to write, then one's own requests. */
export function HomeView(): ReactNode {
  const { say, locale } = useSpeech()
  const { go } = usePanel()
  const desk = useDesk()
  const [text, setText] = useState('')
  const found = useSuggestions(text, locale)
  // A search may make a visitor: nothing is to come up below while somebody types.
  const [listed, list] = useState(() => desk.isKnown())
  const waits = useUnsent().length > 0
  if (waits && !listed) list(true)

  function ask(): void {
    const draft = desk.client.draft('new')
    // What was searched for is what it is about, unless something else was begun.
    if (text.trim() !== '' && readDraft(draft.get()).subject === '') {
      draft.set(JSON.stringify({ ...NOTHING, subject: text.trim() }))
    }
    go({ name: 'new' })
  }

  return (
    <div className="body">
      <slot name="home-start" />
      <search className="field big">
        <label htmlFor="search">{say('search')}</label>
        <input
          id="search"
          type="text"
          enterKeyHint="search"
          autoComplete="off"
          placeholder={say('searching')}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <Answers found={found} text={text} onSolved={() => setText('')} />
      </search>
      <button type="button" className="main" part="ask" onClick={ask}>
        {say('ask')}
      </button>
      {listed ? <RequestList /> : <p className="small">{say('none')}</p>}
      <slot name="home-end" />
    </div>
  )
}
