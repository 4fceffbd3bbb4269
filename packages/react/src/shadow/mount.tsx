import { useState } from 'react'
import { createRoot } from 'react-dom/client'
import { dress } from '../style/sheet.js'
import type { WidgetOptions } from './widget-options.js'
import { WidgetView } from './widget-view.js'

/** A widget that was mounted. */
export interface MountedWidget {
  open(): void
  close(): void
  destroy(): void
}

/** Puts the widget into a shadow root, in place of what is there; for pages without React. */
export function mount(root: ShadowRoot, { opened = false, ...options }: WidgetOptions & { readonly opened?: boolean }): MountedWidget {
  let change: (open: boolean) => void = () => {}
  let now = opened
  function Mounted() {
    const [open, setOpen] = useState(now)
    change = setOpen
    return <WidgetView {...options} root={root} open={open} onOpenChange={setOpen} />
  }
  root.replaceChildren()
  dress(root, options.nonce)
  // What is drawn goes into the shadow root; this holds nothing.
  const holder = createRoot(document.createElement('div'))
  holder.render(<Mounted />)
  const set = (open: boolean) => {
    now = open
    change(open)
  }
  return { open: () => set(true), close: () => set(false), destroy: () => holder.unmount() }
}
