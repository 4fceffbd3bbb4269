'use client'
import type { ShownSuggestion } from '@docket/client'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import { createPortal } from 'react-dom'
import { DeskProvider } from '../hooks/desk-context.js'
import { Launcher } from '../launcher/launcher.js'
import { useUnread } from '../launcher/use-unread.js'
import { Panel } from '../panel/panel.js'
import { PanelContext, type View } from '../panel/panel-context.js'
import { appearanceProperties } from '../style/appearance.js'
import { useDark } from '../style/use-scheme.js'
import { localeFor } from '../text/load-texts.js'
import { SpeechContext, useSpeechOf } from '../text/speech-context.js'
import { keepKeys } from './keep-keys.js'
import { useDeskConnection } from './use-desk-connection.js'
import type { WidgetOptions } from './widget-options.js'

/** The widget in a shadow root that is there. */
export function WidgetView({
  root,
  open,
  onOpenChange,
  ...options
}: WidgetOptions & {
  readonly root: ShadowRoot
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
}): ReactNode {
  const { appearance = {}, progressToken, agentName, onDeflect, onSignIn } = options
  const { texts, locale: tag = document.documentElement.lang || navigator.language } = options
  const locale = localeFor(tag, !!(texts && options.locale))
  const speech = useSpeechOf(locale, texts)
  const dark = useDark(appearance.scheme)
  const first: View = { name: progressToken ? 'progress' : 'home' }
  const [view, go] = useState<View>(first)
  const whose = `${options.user} ${progressToken}`
  const [of, setOf] = useState(whose)
  if (of !== whose) {
    // Somebody else is not to come to what was open before.
    setOf(whose)
    go(first)
  }
  const [wanted, setWanted] = useState(open)
  if (open && !wanted) setWanted(true)
  const { unread = false } = options
  const [idle, setIdle] = useState(false)
  useEffect(() => {
    const later = window.requestIdleCallback ?? setTimeout
    if (unread) later(() => setIdle(true))
  }, [unread])
  const desk = useDeskConnection(options, wanted || (unread && idle))
  const news = useUnread(unread ? desk : null, wanted, open && view.name === 'ticket' ? view.id : null)
  const parts = useMemo(
    () => ({
      go,
      agentName: (id: string) => {
        try {
          const name: unknown = agentName?.(id)
          if (typeof name === 'string') return name
        } catch {
          // The page's mistake is not to cost its customer the ticket.
        }
        return null
      },
      onDeflect: (article: ShownSuggestion, text: string) => {
        // A second tap comes when there are no words any more.
        if (text.trim() === '') return
        // Whoever was helped is not to hear that it could not be counted.
        desk?.client.deflect(article.id, { text: text.trim().slice(0, 200), locale }).catch(() => {})
        onDeflect?.(article, text)
      },
      onSignIn: onSignIn ?? (() => window.location.reload()),
    }),
    [agentName, desk, locale, onDeflect, onSignIn],
  )

  useEffect(() => keepKeys(root), [root])
  const properties = JSON.stringify(appearanceProperties(appearance))
  useEffect(() => {
    const { style } = root.host as HTMLElement
    const given = Object.entries(JSON.parse(properties) as Record<string, string>)
    for (const [name, value] of given) style.setProperty(name, value)
    return () => {
      for (const [name] of given) style.removeProperty(name)
    }
  }, [root, properties])

  useEffect(() => {
    const onClick = ({ target }: Event) => {
      if (target instanceof Element && target.closest('[data-docket-open]')) onOpenChange(true)
    }
    document.addEventListener('click', onClick)
    return () => document.removeEventListener('click', onClick)
  }, [onOpenChange])

  if (!speech) return null
  return createPortal(
    <section
      className="docket"
      part="widget"
      lang={speech.locale}
      dir={speech.direction}
      data-scheme={dark ? 'dark' : 'light'}
      aria-label={speech.say('title')}
    >
      <SpeechContext.Provider value={speech}>
        {options.launcher !== false && <Launcher open={open} unread={news} onClick={() => onOpenChange(!open)} />}
        {desk && wanted && (
          <DeskProvider desk={desk}>
            <PanelContext.Provider value={parts}>
              <Panel open={open} view={view} progressToken={progressToken} onClose={() => onOpenChange(false)} />
            </PanelContext.Provider>
          </DeskProvider>
        )}
      </SpeechContext.Provider>
    </section>,
    root,
  )
}
