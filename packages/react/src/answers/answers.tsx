'use client'
import type { ShownSuggestion } from '@docket/client'
import { type ReactNode, useState } from 'react'
import { Icon } from '../panel/icon.js'
import { usePanel } from '../panel/panel-context.js'
import { useSpeech } from '../text/speech-context.js'

/** An address that a link may lead to. */
const isWebAddress = (url: string): boolean => /^(https?:\/\/|\/(?!\/))/i.test(url)

/** Up to three articles that may help, which open in place. */
export function Answers({
  found,
  text,
  onSolved,
}: {
  readonly found: readonly ShownSuggestion[]
  /** What was typed. */
  readonly text: string
  /** Called when one of them solved it. */
  readonly onSolved: () => void
}): ReactNode {
  const { say } = useSpeech()
  const { onDeflect } = usePanel()
  const [solved, setSolved] = useState(false)
  return (
    <div className="answers">
      <p className="small" role="status">
        {found.length > 0 ? say('answers', { count: found.length }) : solved && text === '' ? say('deflected') : ''}
      </p>
      {found.map((article) => (
        <details key={article.id} name="answers">
          <summary>
            {article.title}
            <Icon name="down" />
          </summary>
          <div className="answer">
            <p>{article.snippet}</p>
            {article.url && isWebAddress(article.url) && (
              <a className="link" href={article.url} target="_blank" rel="noopener noreferrer">
                {say('readOn')}
              </a>
            )}
            <button
              type="button"
              onClick={() => {
                setSolved(true)
                onDeflect(article, text)
                onSolved()
              }}
            >
              {say('solvedIt')}
            </button>
          </div>
        </details>
      ))}
    </div>
  )
}
