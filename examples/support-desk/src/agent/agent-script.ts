/** Asks now and then whether anything has changed at the desk, and says so. */
export const AGENT_SCRIPT = `
const ask = async () => {
  const answer = await fetch('/agent/version')
  return answer.ok ? answer.text() : null
}
let seen = null
const look = async () => {
  const now = await ask().catch(() => null)
  seen ??= now
  const place = document.querySelector('#changed')
  if (now === null || now === seen || place.firstChild) return
  const link = document.createElement('a')
  link.href = location.pathname
  link.textContent = 'Something has changed. Show it'
  place.append(link)
}
look()
setInterval(look, 3000)
`
