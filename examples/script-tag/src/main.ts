import { createSite } from './server.js'

const site = await createSite()
const port = Number(process.env['PORT'] ?? 3000)
site.on('error', (error) => {
  console.error(`Port ${port} cannot be taken (${error.message}); name another: PORT=3001`)
  process.exitCode = 1
})
site.listen(port, '127.0.0.1', () => console.log(`http://127.0.0.1:${port}/ has the widget`))
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    site.close()
    site.closeAllConnections()
  })
}
