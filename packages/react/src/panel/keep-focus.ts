/**
 * Keeps the focus in an element: where what had it is taken away, the nearest thing that stood around it takes it, so that
 * Tab and Escape go on from there. Gives what ends that.
 */
export function keepFocus(within: HTMLElement): () => void {
  let around: HTMLElement[] = []
  const came = ({ target }: Event) => {
    around = []
    for (let one = target as HTMLElement | null; one && around.at(-1) !== within; one = one.parentElement)
      around.push(one)
  }
  const left = ({ target }: Event) =>
    // Some browsers say so of what is taken away, too.
    queueMicrotask(() => {
      if ((target as HTMLElement).isConnected) around = []
    })
  const watch = new MutationObserver(() => {
    const [had] = around
    if (!had || had.isConnected || (within.getRootNode() as ShadowRoot).activeElement) return
    const next = around.find((one) => one.isConnected)
    if (!next) return
    // What takes it by itself goes on doing so.
    if (next.tabIndex < 0) next.tabIndex = -1
    next.focus()
  })
  watch.observe(within, { subtree: true, childList: true })
  within.addEventListener('focusin', came)
  within.addEventListener('focusout', left)
  return () => {
    watch.disconnect()
    within.removeEventListener('focusin', came)
    within.removeEventListener('focusout', left)
  }
}
