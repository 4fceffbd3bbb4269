/**
 * A page's own modal dialog makes all else inert: while one is open, the element moves into it, so that help can be had there
 * too. Gives what ends that.
 */
export function followDialogs(host: HTMLElement, home: Element): () => void {
  const place = () => {
    const to = [...document.querySelectorAll('dialog:modal')].at(-1) ?? home
    if (host.parentNode === to) return
    // Keeps what is open and focused, where the browser can.
    const move = (to as Element & { moveBefore?: (node: Node, before: null) => void }).moveBefore
    if (move && host.isConnected && to.isConnected) move.call(to, host, null)
    else to.append(host)
  }
  place()
  const observer = new MutationObserver(place)
  observer.observe(document.documentElement, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ['open'],
  })
  return () => {
    observer.disconnect()
    host.remove()
  }
}
