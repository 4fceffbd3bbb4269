import { SignInForm } from './sign-in-form.tsx'

export default function Page() {
  return (
    <main>
      <h1>Sign in</h1>
      <SignInForm />
    </main>
  )
}
