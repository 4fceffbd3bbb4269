import { launcherCss } from '../launcher/launcher.css.js'
import { css } from './widget.css.js'

let sheet: CSSStyleSheet | undefined

/** Dresses a shadow root: by a constructed style sheet, which needs no nonce, or by an element where there are none. */
export function dress(root: ShadowRoot, nonce: string | undefined): void {
  if ('adoptedStyleSheets' in root && typeof CSSStyleSheet.prototype.replaceSync === 'function') {
    if (!sheet) {
      sheet = new CSSStyleSheet()
      sheet.replaceSync(launcherCss + css)
    }
    // Those by which a launcher was painted stay.
    root.adoptedStyleSheets = [...new Set([...root.adoptedStyleSheets, sheet])]
    return
  }
  const style = document.createElement('style')
  if (nonce !== undefined) style.nonce = nonce
  style.textContent = launcherCss + css
  root.prepend(style)
}
