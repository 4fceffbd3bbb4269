import { createSite } from './server.js'

const site = await createSite()
const port = Number(process.env['PORT'] ?? 3000)
site.listen(port, '127.0.0.1', () => console.log(`http://127.0.0.1:${port}/ has the widget`))
process.once('SIGTERM', () => {
  site.close()
  site.closeAllConnections()
})
