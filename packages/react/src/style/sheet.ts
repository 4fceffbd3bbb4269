import { launcherCss } from '../launcher/launcher.css.js'
import { css } from './widget.css.js'

/** Dresses a shadow root: by a constructed style sheet, which needs no nonce, or by an element where there are none. */
export function dress(root: ShadowRoot, nonce = ''): void {
  const text = launcherCss + css
  try {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(text)
    // Those by which a launcher was painted stay: the script tag's files have them once.
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet]
  } catch {
    const style = document.createElement('style')
    style.nonce = nonce
    style.textContent = text
    root.append(style)
  }
}
