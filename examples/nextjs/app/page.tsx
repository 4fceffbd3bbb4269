import { randomUUID } from 'node:crypto'
import { DocketWidget } from '@docket/react/widget'
import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { principalOf, SESSION } from '../lib/session'
import { Ask } from './ask.tsx'
import { signOut } from './session'

export const dynamic = 'force-dynamic'

export default async function Page() {
  const principal = principalOf((await cookies()).get(SESSION)?.value)
  if (principal === null) redirect('/sign-in')
  return (
    <main>
      <h1>Support</h1>
      <p>You are {principal.actor.id}.</p>
      <form action={signOut}>
        <button type="submit">Sign out</button>
      </form>
      <Ask formKey={randomUUID()} />
      {principal.actor.type === 'requester' && <DocketWidget baseUrl="/api/support" user={principal.actor.id} />}
    </main>
  )
}
