// Gives the vitest project `pg` its server: `inject('postgresUrl')` in a test is its address. Tests make databases or
// schemas of their own on it, so that they can run side by side.
import { startPostgres } from './pg.mjs'

export default async function setup({ provide }) {
  const { url, stop } = await startPostgres()
  provide('postgresUrl', url)
  return stop
}
