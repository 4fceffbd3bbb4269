'use client'
import type { ThreadMessage } from '@docket/client'
import { type ReactNode, useState } from 'react'
import { useDesk } from '../hooks/desk-context.js'
import { LinkButton } from '../panel/buttons.js'
import { Icon } from '../panel/icon.js'
import { Unsent } from '../panel/unsent.js'
import { useSpeech } from '../text/speech-context.js'

const LINK = /(https?:\/\/[^\s<>"'，。）；]*[^\s<>"'，。）；.,;:!?)])/

/** Words of people: as they are, but for links to the web. */
function Words({ text }: { readonly text: string }): ReactNode {
  return text.split(LINK).map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text keep their places.
      <a key={index} href={part} target="_blank" rel="noopener noreferrer nofollow">
        {part}
      </a>
    ),
  )
}

type Kept = Exclude<ThreadMessage, { readonly pending: true }>

/** A file of a message: a link to it is made when it is wanted. */
function FileOf({ file }: { readonly file: Kept['attachments'][number] }): ReactNode {
  const { say } = useSpeech()
  const desk = useDesk()
  const [failed, setFailed] = useState(false)
  const name = file.name ?? file.type
  async function open(): Promise<void> {
    try {
      await desk.download(file.id)
      setFailed(false)
    } catch {
      setFailed(true)
    }
  }
  return (
    <li className="row">
      <LinkButton aria-label={say('download', { name })} onClick={() => void open()}>
        <Icon name="clip" />
        {name}
      </LinkButton>
      {failed && (
        <span className="error" role="alert">
          {say('failed')}
        </span>
      )}
    </li>
  )
}

/** A message: who said it and when, what, and its files. */
export function MessageView({
  message,
  agentName,
  fileNames,
}: {
  readonly message: ThreadMessage
  readonly agentName: (id: string) => string
  /** What files are called that are on their way, by id. */
  readonly fileNames: Readonly<Record<string, string>>
}): ReactNode {
  const { say, time } = useSpeech()
  const own = message.pending || message.author.type === 'requester'
  const who = message.pending || own ? say('you') : agentName(message.author.id)
  return (
    <li className={`said${own ? ' own' : ''}${message.pending ? ' wait' : ''}`} part="message">
      <p className="small">
        {who}
        {!message.pending && (
          <>
            {' · '}
            <time dateTime={message.createdAt}>{time(message.createdAt)}</time>
          </>
        )}
      </p>
      <div className="words" dir="auto">
        {message.body === null ? <span className="dim">{say('erased')}</span> : <Words text={message.body} />}
      </div>
      {!message.pending && message.attachments.length > 0 && (
        <ul>
          {message.attachments.map((file) => (
            <FileOf key={file.id} file={file} />
          ))}
        </ul>
      )}
      {message.pending && message.attachmentIds.length > 0 && (
        <ul>
          {message.attachmentIds.map((id) => (
            <li key={id} className="row small">
              <Icon name="clip" />
              {fileNames[id]}
            </li>
          ))}
        </ul>
      )}
      {message.pending && <Unsent id={message.id} error={message.error} />}
    </li>
  )
}
