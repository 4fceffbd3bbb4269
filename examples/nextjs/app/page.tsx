import { randomUUID } from 'node:crypto'
import { Ask } from './ask.tsx'

export const dynamic = 'force-dynamic'

export default function Page() {
  return (
    <main>
      <h1>Support</h1>
      <Ask formKey={randomUUID()} />
    </main>
  )
}
