import { createSite } from './server.js'

const site = await createSite()
site.listen(Number(process.env['PORT'] ?? 3000), '127.0.0.1', () =>
  console.log('http://127.0.0.1:3000/ has the widget'),
)
process.once('SIGTERM', () => {
  site.close()
  site.closeAllConnections()
})
