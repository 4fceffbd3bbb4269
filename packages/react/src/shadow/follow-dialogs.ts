const MODAL = ':is(dialog:modal)'

/**
 * A page's own modal dialog makes all else inert: while one is open, the element moves into it, so that help can be had there
 * too; else it is at `home`, also after the page has put another in its place. Gives what ends that.
 */
export function followDialogs(host: HTMLElement, home: () => Element): () => void {
  let top: Element | undefined
  const place = (why?: unknown) => {
    // Of several, only the topmost can have the focus, which is also seen from other shadow roots.
    const path = why instanceof Event ? why.composedPath() : [top, ...[...document.querySelectorAll(MODAL)].reverse()]
    top = (path.slice(path.indexOf(host) + 1) as Element[]).find((at) => at?.matches?.(MODAL))
    // What closes inside another shadow root, nobody out here is told.
    if (top) watch(top.getRootNode())
    const to = top ?? home()
    if (host.parentNode === to) return
    try {
      // Keeps what is open and focused, where the browser can.
      ;(to as Element & { moveBefore(node: Node, before: null): void }).moveBefore(host, null)
    } catch {
      to.append(host)
    }
  }
  const observer = new MutationObserver(place)
  const watch = (root: Node) => observer.observe(root, { subtree: true, childList: true, attributeFilter: ['open'] })
  watch(document)
  addEventListener('focusin', place)
  place()
  return () => {
    removeEventListener('focusin', place)
    observer.disconnect()
    host.remove()
  }
}
