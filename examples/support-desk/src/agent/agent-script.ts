/**
 * Asks every few seconds whether anything has changed at the desk, and who else looks. A page that nobody has their hands on
 * renews itself; else it says so, and moves nothing.
 */
export const AGENT_SCRIPT = `
const { changed, looks } = document.body.dataset
const [, ticket = ''] = /^\\/agent\\/tickets\\/([\\w-]+)/.exec(location.pathname) ?? []
const isWritten = () =>
  [...document.querySelectorAll('main textarea, main input:not([type=hidden])')].some((field) => field.value !== field.defaultValue)
const show = () => location.replace(ticket ? '/agent/tickets/' + ticket : location.href)
let seen = null
const look = async () => {
  if (document.hidden) return
  const answer = await fetch('/agent/news?ticket=' + ticket).catch(() => null)
  if (!answer?.ok) return
  const { version, others } = await answer.json()
  const here = document.querySelector('#looks')
  const names = others.length ? looks + ' ' + others.join(', ') : ''
  if (here && here.textContent !== names) here.textContent = names
  seen ??= version
  if (version === seen) return
  if (!document.hasFocus() && !isWritten()) return show()
  const place = document.querySelector('#changed')
  if (place.firstChild) return
  const link = document.createElement('a')
  link.href = ticket ? '/agent/tickets/' + ticket : location.href
  link.textContent = changed
  place.append(link)
}
look()
setInterval(look, 2500)
`
