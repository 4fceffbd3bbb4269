import { createRoot } from 'react-dom/client'
import { launcherCss } from '../launcher/launcher.css.js'
import type { Mounted, MountOptions } from './mount-types.js'
import { Placeholder } from './placeholder.js'

/** Draws the widget into a shadow root; what the loader has painted there goes. */
export function mount(root: ShadowRoot, options: MountOptions): Mounted {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(launcherCss)
  root.adoptedStyleSheets = [sheet]
  const wrapper = root.ownerDocument.createElement('div')
  root.replaceChildren(wrapper)
  const drawn = createRoot(wrapper)
  let shown = options
  let isOpen = false
  const draw = () => drawn.render(<Placeholder options={shown} open={isOpen} onOpenChange={show} />)
  function show(open: boolean) {
    isOpen = open
    draw()
  }
  draw()
  return {
    open: () => show(true),
    close: () => show(false),
    update: (next) => {
      shown = next
      draw()
    },
    destroy: () => drawn.unmount(),
  }
}
