/**
 * Keeps what is typed in a field from the page: for its shortcuts, all that comes from in here comes from an element that is no
 * field. What the page puts into slots is its own.
 */
export function keepKeys(root: ShadowRoot): void {
  for (const type of ['keydown', 'keyup', 'keypress'])
    root.addEventListener(type, (event) => {
      if (root.activeElement?.matches('input,select,textarea')) event.stopPropagation()
    })
}
