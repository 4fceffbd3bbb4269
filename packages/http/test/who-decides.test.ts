import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const src = fileURLToPath(new URL('../src', import.meta.url))

/** Where the policy is asked besides the desk, and why the desk cannot. */
const ASKING = {
  'handler/describe-desk.ts':
    'what states are called is of the definition, not of a ticket, which a desk of an actor has',
  'routes/suggest.ts': 'suggestions come from the host, so no method of the desk would refuse',
}

/** Where a desk is made, and as whom. */
const MAKING = {
  'channels/send-back.ts': 'as the service of channels, which sends what was answered',
  'handler/guard.ts': 'as whoever asks, for every route',
  'identity/progress.ts': 'as the requester whom the token names, to read the one ticket that it names',
  'intake/bring-in.ts': 'as the service of the channel, which may receive',
  'routes/files.ts': 'as whoever made the link',
}

/** Where changes are read, of which the desk says for each actor what it may know. */
const READING = { 'stream/streams.ts': 'each stream as whoever opened it' }

function filesWith(pattern: RegExp): string[] {
  return readdirSync(src, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => /(?<!\.test|\.test-d)\.ts$/.test(file) && !/\.pg\.test\.ts$/.test(file))
    .filter((file) => pattern.test(readFileSync(join(src, file), 'utf8')))
    .sort()
}

// ADR 12: the desk decides. Whoever asks the policy elsewhere, or is somebody else, gives the reason here.
it.each([
  [
    'asks the access policy',
    /\baccess\s*\??\.\s*(can|permits|scope|roles)\b|\bauthorize\(|\{[^}]*\baccess\b[^}]*\} = .*model/,
    ASKING,
  ],
  ['makes a desk of an actor', /\.as\(/, MAKING],
  ['reads the changes of a tenant', /\bdesk\.changes\(/, READING],
])('nothing over HTTP %s but what is listed', (_, pattern, listed) => {
  expect(filesWith(pattern)).toEqual(Object.keys(listed))
})
