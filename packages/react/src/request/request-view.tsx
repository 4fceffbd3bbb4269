'use client'
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { Answers } from '../answers/answers.js'
import { AddFile, FileList, useFileTarget } from '../files/files.js'
import { useOnline } from '../hooks/use-online.js'
import { LinkButton } from '../panel/buttons.js'
import { usePanel } from '../panel/panel-context.js'
import { Problem } from '../panel/problem.js'
import { useSpeech } from '../text/speech-context.js'
import { FieldView, Labelled, told } from './field-view.js'
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
  const wrong: Readonly<Record<string, string>> = {
    ...Object.fromEntries(
      Object.entries(refused).flatMap(([name, text]) => [
        [name, text],
        [`field-${name}`, text],
      ]),
    ),
    ...mistakes,
  }
  const count = Object.keys(mistakes).length

  useEffect(() => {
    if (form.current && count > 0) focusFirst(form.current, mistakes)
  }, [mistakes, count])

  async function send(event: FormEvent): Promise<void> {
    event.preventDefault()
    if (sending || uploads.busy || !form.current) return
    const found = mistakesIn(form.current, speech)
    if (request.subject.trim() === '') found['subject'] = say('required')
    setMistakes(found)
    if (Object.keys(found).length > 0) return
    const sent = does.send()
    // What waits for the network is shown among one's own requests.
    if (!online) go({ name: 'home' })
    const ticket = await sent
    if (ticket && online) go({ name: 'ticket', id: ticket.id })
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
          <Labelled id="subject" label={say('subject')} required error={wrong['subject']} big>
            <input
              {...told('subject', wrong['subject'])}
              type="text"
              required
              maxLength={500}
              autoComplete="off"
              value={request.subject}
              onChange={(event) => change({ subject: event.target.value })}
            />
          </Labelled>
          <Answers
            found={suggestions}
            text={request.subject}
            onSolved={() => {
              does.discard()
              go({ name: 'home' })
            }}
          />
        </div>
        <Labelled id="body" label={say('details')} error={wrong['body']}>
          <textarea
            {...told('body', wrong['body'])}
            value={request.body}
            onChange={(event) => change({ body: event.target.value })}
          />
        </Labelled>
        {categories.length > 0 && (
          <Labelled id="category" label={say('category')} error={wrong['category']}>
            <select
              {...told('category', wrong['category'])}
              value={request.category}
              onChange={(event) => change({ category: event.target.value })}
            >
              <option value="">{say('choose')}</option>
              {categories.map(({ id, label }) => (
                <option key={id} value={id}>
                  {label}
                </option>
              ))}
            </select>
          </Labelled>
        )}
        {fields.map((field) => (
          <FieldView
            key={field.name}
            field={field}
            value={request.fields[field.name]}
            error={wrong[`field-${field.name}`]}
            onChange={(value) => change({ fields: { ...request.fields, [field.name]: value } })}
          />
        ))}
        <FileList uploads={uploads} />
        <div>
          <AddFile uploads={uploads} words />
        </div>
      </div>
      <div className="foot">
        <p className="error" role="status">
          {count > 0 ? say('mistakes', { count }) : uploads.busy ? say('uploadingFiles') : ''}
        </p>
        {error && <Problem error={error} onAgain={() => form.current?.requestSubmit()} />}
        <button type="submit" className="main" part="send" aria-disabled={sending || uploads.busy}>
          {say(sending ? 'sending' : 'send')}
        </button>
      </div>
    </form>
  )
}
