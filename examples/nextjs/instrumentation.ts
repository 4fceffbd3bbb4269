/** Starts a worker with the server. */
export async function register(): Promise<void> {
  if (process.env['NEXT_RUNTIME'] !== 'nodejs') return
  const { supportOf } = await import('./lib/support')
  const { desk } = await supportOf()
  desk.system.startWorker()
}
