'use client'
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react'
import { HomeView } from '../home/home-view.js'
import { useMedia } from '../hooks/use-media.js'
import { useTicket } from '../hooks/use-observed.js'
import { useOnline } from '../hooks/use-online.js'
import { ProgressView } from '../progress/progress-view.js'
import { RequestView } from '../request/request-view.js'
import { useSpeech } from '../text/speech-context.js'
import { TicketView } from '../ticket/ticket-view.js'
import { IconButton } from './buttons.js'
import { keepFocus } from './keep-focus.js'
import { usePanel, type View } from './panel-context.js'

const TITLES = { home: 'title', new: 'newTitle', progress: 'progress' } as const

/** What a ticket is about, once that is known. */
function Subject({ id, subject }: { readonly id: string; readonly subject?: string | null }): ReactNode {
  const { say } = useSpeech()
  return useTicket(id).data?.subject ?? subject ?? say('progress')
}

/** The panel: beside the page where there is room, over it on a phone. */
export function Panel({
  open,
  view,
  progressToken,
  onClose,
}: {
  readonly open: boolean
  readonly view: View
  readonly progressToken: string | undefined
  readonly onClose: () => void
}): ReactNode {
  const { say } = useSpeech()
  const { go } = usePanel()
  const online = useOnline()
  const phone = useMedia('(max-width:520px)')
  const dialog = useRef<HTMLDialogElement>(null)
  const isShown = useRef(false)
  const title = useRef<HTMLHeadingElement>(null)
  const shown = view.name === 'ticket' ? view.id : view.name

  useEffect(() => {
    const element = dialog.current
    if (!element) return
    isShown.current = false
    if (element.open) element.close()
    if (!open) return
    if (phone) element.showModal()
    else element.show()
    isShown.current = true
  }, [open, phone])

  // biome-ignore lint/correctness/useExhaustiveDependencies: whoever goes somewhere is brought there.
  useEffect(() => {
    if (!open) return
    // On a phone the keyboard would hide what is to be read first.
    const first = phone ? null : dialog.current?.querySelector<HTMLElement>('#search,#subject')
    ;(first ?? title.current)?.focus()
  }, [open, shown, phone])

  useEffect(() => (dialog.current ? keepFocus(dialog.current) : undefined), [])

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || event.nativeEvent.isComposing || event.defaultPrevented) return
    event.preventDefault()
    event.stopPropagation()
    onClose()
  }

  return (
    <dialog
      ref={dialog}
      className="panel"
      part="panel"
      aria-labelledby="title"
      onKeyDown={onKeyDown}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onClose={() => {
        // The browser may close it, as a phone's back gesture does; what it says of our own closing may come late.
        if (isShown.current && !dialog.current?.open) onClose()
      }}
    >
      <header className="head">
        {view.name !== 'home' && <IconButton icon="back" name={say('back')} onClick={() => go({ name: 'home' })} />}
        <h2 id="title" dir="auto" ref={title} tabIndex={-1}>
          {view.name === 'ticket' ? <Subject {...view} /> : say(TITLES[view.name])}
        </h2>
        <slot name="header" />
        <IconButton icon="close" name={say('close')} onClick={onClose} />
      </header>
      {!online && (
        <p className="note warn" role="status">
          {say('offline')}
        </p>
      )}
      {view.name === 'home' && <HomeView />}
      {view.name === 'new' && <RequestView />}
      {view.name === 'ticket' && <TicketView key={view.id} id={view.id} />}
      {view.name === 'progress' && progressToken && <ProgressView token={progressToken} />}
    </dialog>
  )
}
