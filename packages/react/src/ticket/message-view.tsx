'use client'
import type { ThreadMessage } from '@docket/client'
import { type ReactNode, useMemo, useState } from 'react'
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
  const open = () =>
    desk.download(file.id).then(
      () => setFailed(false),
      () => setFailed(true),
    )
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
  who,
  fileNames,
}: {
  readonly message: ThreadMessage
  /** Which agent said it; null where it was whoever reads. */
  readonly who: string | null
  /** What files are called that are on their way, by id. */
  readonly fileNames: Readonly<Record<string, string>>
}): ReactNode {
  const { say, time } = useSpeech()
  // Not anew with each letter of a reply: there may be a thousand.
  return useMemo(() => {
    const files = message.pending
      ? message.attachmentIds.map((id) => (
          <li key={id} className="row small">
            <Icon name="clip" />
            {fileNames[id]}
          </li>
        ))
      : message.attachments.map((file) => <FileOf key={file.id} file={file} />)
    return (
      <li className={`said${who === null ? ' own' : ''}${message.pending ? ' wait' : ''}`} part="message">
        <p className="small">
          {who ?? say('you')}
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
        {files.length > 0 && <ul>{files}</ul>}
        {message.pending && <Unsent id={message.id} error={message.error} />}
      </li>
    )
  }, [message, who, fileNames, say, time])
}
