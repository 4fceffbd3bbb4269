// A process that ends itself, in order, as soon as its embedded server begins to start.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { embeddedPostgres } from '../src/embedded/index.js'

const dataDir = process.argv[2] ?? ''
setInterval(() => {
  if (existsSync(join(dataDir, 'data', 'postmaster.pid'))) process.exit(0)
}, 1)
await embeddedPostgres({ dataDir })
