// A process that starts the embedded server, says where it is, and waits to be killed.
import { embeddedPostgres } from '../src/embedded/index.js'

const { url } = await embeddedPostgres({ dataDir: process.argv[2] ?? '' })
process.stdout.write(`${url}\n`)
setInterval(() => {}, 1_000)
