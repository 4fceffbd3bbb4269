import { type Run, verify } from './verify.js'

// One process of `npm run verify:calendar`: takes a run, gives its findings, and waits for the next.

process.on('message', (run: Run) => process.send?.(verify(run)))
