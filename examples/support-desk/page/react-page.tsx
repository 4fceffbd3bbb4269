import { DocketWidget } from '@docket/react/widget'
import { createRoot } from 'react-dom/client'

// Who is signed in, the page says; the cookie proves it.
const user = document.querySelector<HTMLScriptElement>('script[data-user]')?.dataset['user']
const app = document.querySelector('#app')

if (app) {
  createRoot(app).render(<DocketWidget baseUrl="/api/support" {...(user ? { user, unread: true } : {})} />)
}
