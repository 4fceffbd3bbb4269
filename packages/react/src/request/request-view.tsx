'use client'
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { Answers } from '../answers/answers.js'
import { AddFile, FileList, useFileTarget } from '../files/files.js'
import { useOnline } from '../hooks/use-online.js'
import { LinkButton } from '../panel/buttons.js'
import { usePanel } from '../panel/panel-context.js'
import { Problem } from '../panel/problem.js'
import { useSpeech } from '../text/speech-context.js'
import { FieldView } from './field-view.js'
import { focusFirst, mistakesIn } from './mistakes.js'
import { useNewRequest } from './use-new-request.js'

/** A new request: what it is about, the answers that may help, and what the desk asks for. */
export function RequestView(): ReactNode {
  const speech = useSpeech()
  const { say, locale } = speech
  const { go } = usePanel()
  const online = useOnline()
  const form = useRef<HTMLFormElement>(null)
  const [mistakes, setMistakes] = useState<Readonly<Record<string, string>>>({})
  const { request, restored, categories, fields, suggestions, uploads, sending, error, refused, ...does } =
    useNewRequest(locale)
  const { change } = does
  const { className, ...target } = useFileTarget(uploads)
  const count = Object.keys(mistakes).length
  // What was found last: who mends one mistake is not led to the next one.
  const [found, find] = useState(mistakes)
  /** What is mended is not wrong any more, before the desk has seen it. */
  const edit = (id: string, more: Parameters<typeof change>[0]) => {
    setMistakes(Object.fromEntries(Object.entries(mistakes).filter(([name]) => name !== id)))
    change(more)
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: the desk refuses once.
  useEffect(() => find(refused), [error])
  useEffect(() => {
    setMistakes(found)
    if (form.current) focusFirst(form.current, found)
  }, [found])

  async function send(event: FormEvent): Promise<void> {
    event.preventDefault()
    if (sending || uploads.busy || !form.current) return
    const found = mistakesIn(form.current, speech)
    if (request.subject.trim() === '') found['subject'] = say('required')
    find(found)
    if (Object.keys(found).length > 0) return
    const sent = does.send()
    // What waits for the network is shown among one's own requests.
    if (!online) go({ name: 'home' })
    const ticket = await sent
    // Who has gone elsewhere meanwhile stays there.
    if (ticket && online && form.current) go({ name: 'ticket', id: ticket.id })
  }

  return (
    <form ref={form} noValidate className={`fill ${className}`} onSubmit={(event) => void send(event)} {...target}>
      <div className="body">
        {restored && (
          <div className="note">
            <span>{say('restored')}</span>
            <LinkButton onClick={does.discard}>{say('startOver')}</LinkButton>
          </div>
        )}
        <div className="field">
          <FieldView
            id="subject"
            label={say('subject')}
            kind="text"
            required
            limits={{ maxLength: 500, autoComplete: 'off' }}
            big
            readOnly={sending}
            value={request.subject}
            error={mistakes['subject']}
            onChange={(subject) => edit('subject', { subject: String(subject) })}
          />
          <Answers found={suggestions} text={request.subject} onSolved={does.discard} />
        </div>
        <FieldView
          id="body"
          label={say('details')}
          kind="long"
          readOnly={sending}
          value={request.body}
          error={mistakes['body']}
          onChange={(body) => edit('body', { body: String(body) })}
        />
        {categories.length > 0 && (
          <FieldView
            id="category"
            label={say('category')}
            kind="choice"
            choices={categories.map((choice) => ({ value: choice.id, label: choice.label }))}
            value={request.category}
            error={mistakes['category']}
            onChange={(category) => edit('category', { category: String(category) })}
          />
        )}
        {fields.map((field) => (
          <FieldView
            key={field.name}
            {...field}
            id={`field-${field.name}`}
            readOnly={sending}
            value={request.fields[field.name]}
            error={mistakes[`field-${field.name}`]}
            onChange={(value) => edit(`field-${field.name}`, { fields: { ...request.fields, [field.name]: value } })}
          />
        ))}
        <FileList uploads={uploads} />
        <div>
          <AddFile uploads={uploads} words />
        </div>
      </div>
      <div className="foot">
        <p className={count > 0 ? 'error' : 'small'} role="status">
          {count > 0 ? say('mistakes', { count }) : uploads.busy ? say('uploadingFiles') : ''}
        </p>
        {error && Object.keys(refused).length === 0 && (
          <Problem error={error} onAgain={() => form.current?.requestSubmit()} />
        )}
        <button type="submit" className="main" part="send" aria-disabled={sending || uploads.busy}>
          {say(sending ? 'sending' : 'send')}
        </button>
      </div>
    </form>
  )
}
