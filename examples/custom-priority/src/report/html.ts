/** Something said in English and in Chinese. */
export interface Text {
  readonly en: string
  readonly zh: string
}

/** Both languages, one after the other, each told apart for whoever reads it aloud. */
export function both({ en, zh }: Text): string {
  return `<span lang="en">${escaped(en)}</span> <span lang="zh-Hans">${escaped(zh)}</span>`
}

/** Both in a picture's label, where there are no elements. */
export const inLine = ({ en, zh }: Text) => escaped(`${en} · ${zh}`)

/** A section of the page under its heading. */
export function section(id: string, heading: Text, content: readonly string[]): string {
  return [`<section aria-labelledby="${id}">`, `<h2 id="${id}">${both(heading)}</h2>`, ...content, '</section>'].join(
    '\n',
  )
}

/** A text as HTML and SVG take it, in attributes too. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

/** A paragraph in each language. */
export function paragraph({ en, zh }: Text, kind = ''): string {
  const open = kind === '' ? '<p' : `<p class="${kind}"`
  return `${open} lang="en">${escaped(en)}</p>\n${open} lang="zh-Hans">${escaped(zh)}</p>`
}
