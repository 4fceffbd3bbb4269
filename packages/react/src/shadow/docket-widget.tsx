'use client'
import { type ReactNode, useCallback, useEffect, useState } from 'react'
import { createPortal } from 'react-dom'
import { dress } from '../style/sheet.js'
import { followDialogs } from './follow-dialogs.js'
import { Guard } from './guard.js'
import type { DocketWidgetProps } from './widget-options.js'
import { WidgetView } from './widget-view.js'

/**
 * The widget. It draws into a shadow root at the end of the page, where nothing of the page's reaches it; where it stands in
 * yours, and on the server, it is nothing.
 */
export function DocketWidget({ container, slots = {}, open, onOpenChange, ...options }: DocketWidgetProps): ReactNode {
  const [root, setRoot] = useState<ShadowRoot | null>(null)
  const [ownOpen, setOwnOpen] = useState(options.progressToken !== undefined)
  const { nonce } = options
  useEffect(() => {
    const host = document.createElement('docket-host')
    const shadow = host.attachShadow({ mode: 'open' })
    dress(shadow, nonce)
    const leave = followDialogs(host, () => container ?? document.body)
    setRoot(shadow)
    return () => {
      setRoot(null)
      leave()
    }
  }, [container, nonce])
  const change = useCallback(
    (next: boolean) => {
      setOwnOpen(next)
      onOpenChange?.(next)
    },
    [onOpenChange],
  )
  if (!root) return null
  return (
    <>
      <Guard>
        <WidgetView {...options} root={root} open={open ?? ownOpen} onOpenChange={change} />
      </Guard>
      {Object.entries(slots).map(([name, node]) => createPortal(<div slot={name}>{node}</div>, root.host, name))}
    </>
  )
}
