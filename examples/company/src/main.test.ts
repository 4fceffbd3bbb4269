import { expect, it } from 'vitest'
import { HELP } from './options.js'
import { runMain } from './testing/run-main.js'

it('says how it is used, and in a sentence what is wrong', { timeout: 60_000 }, async () => {
  expect(await runMain('--help')).toEqual({ status: 0, stdout: HELP, stderr: '' })
  expect(await runMain('--lang', 'fr')).toEqual({ status: 1, stdout: '', stderr: '--lang fr is none of en, zh.\n' })
  expect((await runMain('--sed', '1')).stderr).toMatch(
    /^Unknown option '--sed'.* See npm run demo:company -- --help\.\n$/,
  )
  expect((await runMain('--seed', 'x')).stderr).toBe('--seed x is no whole number; write one such as 7.\n')
})
