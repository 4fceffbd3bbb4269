/** A control, as large as it can be pressed. */
export interface Control {
  readonly what: string
  readonly width: number
  readonly height: number
  /** Whether it stands in a sentence, where lines say how high it is. */
  readonly inline: boolean
}

/** What is in a page of the gallery, to be run there. */
export const inPage = {
  /** Every control that can be seen, with what is pressed for it: its label, where that holds it. */
  controls: `(() => {
    const root = document.querySelector('docket-host').shadowRoot
    const all = root.querySelectorAll('button,a[href],input:not([type=file]),select,textarea,summary')
    return [...all].filter((one) => one.checkVisibility({ visibilityProperty: true })).map((one) => {
      const { width, height } = (one.closest('label,.check') ?? one).getBoundingClientRect()
      return {
        what: one.className + ' ' + (one.textContent || one.ariaLabel || one.id).slice(0, 30),
        width, height, inline: getComputedStyle(one).display === 'inline',
      }
    })
  })()`,
  /** What moves. */
  moving: `(() => {
    const root = document.querySelector('docket-host').shadowRoot
    return [...new Set([...document.getAnimations(), ...root.getAnimations()])]
      .map(({ animationName, transitionProperty, effect }) => (animationName ?? transitionProperty) + ' of ' + effect.target.getAttribute('class'))
  })()`,
  /** Sets texts as wide as whoever needs that may set them (WCAG 1.4.12). */
  space: `(() => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync('*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-block-end:2em!important}')
    const root = document.querySelector('docket-host').shadowRoot
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet]
  })()`,
  /** Texts of which a part cannot be seen, nor scrolled to; what a list cuts is whole where it leads. */
  cut: `(() => {
    const root = document.querySelector('docket-host').shadowRoot
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
    const found = []
    while (walker.nextNode()) {
      const text = walker.currentNode
      const own = text.parentElement
      if (!own || !text.data.trim() || !own.checkVisibility() || own.closest('.hid,option,textarea,svg,.item b')) continue
      const range = document.createRange()
      range.selectNodeContents(text)
      const seen = range.getBoundingClientRect()
      let scrolled = false
      for (let one = own; one; one = one.parentElement) {
        const { overflowX, overflowY } = getComputedStyle(one)
        if (overflowX === 'visible') continue
        const box = one.getBoundingClientRect()
        const wide = seen.left < box.left - 1 || seen.right > box.right + 1
        const high = seen.top < box.top - 1 || seen.bottom > box.bottom + 1
        const scrollsY = overflowY === 'auto' || overflowY === 'scroll'
        if (wide || (high && !scrolled && !scrollsY)) found.push((one.className || one.localName) + ': ' + text.data.trim().slice(0, 40))
        if (scrollsY) scrolled = true
      }
      if (seen.left < -1 || seen.right > innerWidth + 1) found.push('page: ' + text.data.trim().slice(0, 40))
    }
    return [...new Set(found)]
  })()`,
} as const
