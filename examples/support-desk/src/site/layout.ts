import { CUSTOMERS, customerOf } from '../people.js'
import { STAR } from './drawings.js'
import { type Html, html } from './html.js'
import { type Language, WORDS } from './words.js'

/** What each page of the shop knows. */
export interface Visit {
  readonly language: Language
  /** The id of the customer who is signed in; null for a visitor. */
  readonly customer: string | null
  /** Where one is, to come back to. */
  readonly path: string
}

/** A page of the shop, with the widget: by the script tag, or by whatever `widget` says instead. */
export function layout(
  { language, customer, path }: Visit,
  title: string,
  content: Html,
  widget = scriptTag(customer),
): Html {
  const words = WORDS[language]
  const link = (to: string, name: string) =>
    html`<a href="${to}"${to === path && html` aria-current="page"`}>${name}</a>`
  return html`<html lang="${language === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>${title} · ${words.name}</title>
<link rel="stylesheet" href="/shop.css"><link rel="icon" href="/icon.svg">${widget}</head><body>
<header class="top"><a class="brand" href="/">${STAR}${words.name}</a>
<nav>${link('/', words.products)}${link('/orders', words.orders)}${link('/help', words.help)}</nav>
<a class="language" href="${path}?lang=${words.otherCode}" lang="${words.otherCode}">${words.other}</a>${signIn(language, customer, path)}</header>
<main>${content}</main>
<footer><span>${words.demo}</span><a href="/react">${words.reactPage}</a></footer></body></html>`
}

/** All that a page needs: one line. Who is signed in, the cookie says. */
export function scriptTag(customer: string | null, more: Html | null = null): Html {
  return html`<script async src="/docket/docket.js" data-base-url="/api/support"${customer === null ? null : html` data-user="${customer}" data-unread`}${more}></script>`
}

function signIn(language: Language, customer: string | null, path: string): Html {
  const words = WORDS[language]
  if (customer !== null) {
    return html`<form class="line" method="post" action="/sign-out"><span class="quiet">${words.greeting} ${customerOf(customer)?.name}</span>
<button>${words.signOut}</button></form>`
  }
  const options = CUSTOMERS.map(({ id, name }) => html`<option value="${id}">${name}</option>`)
  return html`<form class="line" method="post" action="/sign-in"><input type="hidden" name="path" value="${path}">
<select name="customer" aria-label="${words.signIn}">${options}</select><button>${words.signIn}</button></form>`
}
