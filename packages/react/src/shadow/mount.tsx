import { createRoot } from 'react-dom/client'
import { dress } from '../style/sheet.js'
import { Guard } from './guard.js'
import type { WidgetOptions } from './widget-options.js'
import { WidgetView } from './widget-view.js'

/** A widget that was mounted. */
export interface MountedWidget {
  /** Opens the panel. */
  open(): void
  /** Closes it; what was written stays. */
  close(): void
  /** Goes on with other options. */
  update(options: WidgetOptions): void
  /** Takes it out of the page. */
  destroy(): void
}

/** Puts the widget into a shadow root, in place of what is there; for pages without React. */
export function mount(root: ShadowRoot, given: WidgetOptions & { readonly opened?: boolean }): MountedWidget {
  const { opened = false, ...first } = given
  let options: WidgetOptions = first
  // What is drawn goes into the shadow root; this holds nothing.
  const holder = createRoot(document.createElement('div'))
  function show(open: boolean): void {
    isOpen = open
    holder.render(
      <Guard>
        <WidgetView {...options} root={root} open={open} onOpenChange={show} />
      </Guard>,
    )
  }
  let isOpen = opened
  replaceOnceDrawn(root)
  dress(root, first.nonce)
  show(opened)
  return {
    open: () => show(true),
    close: () => show(false),
    update: (next) => {
      options = next
      show(isOpen)
    },
    destroy: () => holder.unmount(),
  }
}

/**
 * What is there, such as a painted launcher, stays until something is drawn, so that nothing flickers, and whoever had come
 * to it by keyboard comes to what takes its place.
 */
function replaceOnceDrawn(root: ShadowRoot): void {
  const painted = [...root.querySelectorAll(':not(style)')]
  const observer = new MutationObserver((records) => {
    const drawn = records.flatMap(({ addedNodes }) => [...addedNodes]).find((node) => node.nodeName === 'SECTION')
    if (!(drawn instanceof Element)) return
    observer.disconnect()
    if (painted.some((node) => node === root.activeElement)) drawn.querySelector('button')?.focus()
    for (const node of painted) node.remove()
  })
  if (painted.length > 0) observer.observe(root, { childList: true })
}
