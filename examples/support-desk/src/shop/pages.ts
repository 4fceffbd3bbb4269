import { ARTICLES } from '../help/articles.js'
import { DRAWINGS } from '../site/drawings.js'
import { type Html, html } from '../site/html.js'
import { layout, scriptTag, type Visit } from '../site/layout.js'
import { ORDERS, PRODUCTS, WORDS } from '../site/words.js'

/** What the shop sells. */
export function homePage(visit: Visit): Html {
  const words = WORDS[visit.language]
  const products = PRODUCTS.map((product) => {
    const [name, claim, price] = product[visit.language]
    return html`<li>${DRAWINGS[product.id]}<h3>${name}</h3><p>${claim}</p><strong>${price}</strong></li>`
  })
  const promises = words.promises.map(([title, text]) => html`<li><strong>${title}</strong><span>${text}</span></li>`)
  const hint = visit.customer === null && html`<p class="quiet">${words.visitor}</p>`
  const content = html`<section class="hero"><div><h1>${words.claim.map((line) => html`<span>${line} </span>`)}</h1><p class="lead">${words.about}</p>
<p><button type="button" class="main" data-docket-open>${words.contact}</button></p>${hint}</div><div class="picture" aria-hidden="true">${DRAWINGS['alder']}</div></section>
<h2>${words.products}</h2><ul class="grid">${products}</ul><ul class="promises">${promises}</ul>`
  return layout(visit, words.products, content)
}

/** What the customer has ordered, each with a button of the page's own that opens the widget. */
export function ordersPage(visit: Visit): Html {
  const words = WORDS[visit.language]
  const orders = (ORDERS[visit.customer ?? ''] ?? []).map(
    (order) =>
      html`<li>${DRAWINGS[order.product]}<span class="what"><strong>${order.id}</strong><br>${order[visit.language]}</span>
<button type="button" data-docket-open>${words.needHelp}</button></li>`,
  )
  const content = visit.customer === null ? html`<p>${words.notSignedIn}</p>` : html`<ul class="orders">${orders}</ul>`
  return layout(visit, words.orders, html`<h1>${words.orders}</h1>${content}`)
}

/** What is shown where there is nothing. */
export function missingPage(visit: Visit): Html {
  const words = WORDS[visit.language]
  const content = html`<h1>${words.missing}</h1><p><a href="/">${words.products}</a></p>`
  return layout({ ...visit, path: '/' }, words.missing, content)
}

const articlesIn = (language: Visit['language']) =>
  ARTICLES.filter(({ locale }) => locale === (language === 'zh' ? 'zh-CN' : 'en'))

/** All help pages. */
export function helpPage(visit: Visit): Html {
  const words = WORDS[visit.language]
  const articles = articlesIn(visit.language).map(({ id, title }) => html`<li><a href="/help/${id}">${title}</a></li>`)
  return layout(
    visit,
    words.help,
    html`<h1>${words.help}</h1><p class="lead">${words.helpClaim}</p><ul class="articles">${articles}</ul>`,
  )
}

/** One help page; null where there is none. */
export function articlePage(visit: Visit, id: string): Html | null {
  const words = WORDS[visit.language]
  const article = articlesIn(visit.language).find((one) => one.id === id)
  if (article === undefined) return null
  const content = html`<p class="back"><a href="/help">← ${words.back}</a></p><h1>${article.title}</h1><p class="text">${article.body}</p>
<p><button type="button" data-docket-open>${words.contact}</button></p>`
  return layout(visit, article.title, content)
}

/** The widget as a component of React, which draws it beside what the server has drawn. */
export function reactPage(visit: Visit): Html {
  const words = WORDS[visit.language]
  const script = html`<script type="module" src="/react-page.js" data-user="${visit.customer}"></script>`
  const component = `<DocketWidget baseUrl="/api/support"${visit.customer === null ? '' : ` user="${visit.customer}" unread`} />`
  const [how, same] = words.reactAbout
  const content = html`<p class="back"><a href="/">← ${words.products}</a></p><h1>${words.reactPage}</h1><p class="text">${how}</p>
<p><code>${component}</code></p><p class="text">${same}</p><p><button type="button" class="main" data-docket-open>${words.contact}</button></p><div id="app"></div>`
  return layout(visit, words.reactPage, content, script)
}

/** Where a progress link leads: the widget reads its token from the fragment, and opens by itself. */
export function progressPage(visit: Visit): Html {
  const words = WORDS[visit.language]
  const script = scriptTag(visit.customer, html` data-progress`)
  return layout(
    visit,
    words.progress,
    html`<h1>${words.progress}</h1><p class="lead">${words.progressHint}</p>`,
    script,
  )
}
