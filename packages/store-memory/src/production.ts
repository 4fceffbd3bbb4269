import { DocketError } from '@docket/core/store'

/**
 * Refuses to run where losing everything at a restart is most likely a mistake.
 *
 * @throws DocketError `INVALID_DEFINITION` when `NODE_ENV` is `production`
 */
export function refuseProduction(): void {
  if (process.env['NODE_ENV'] !== 'production') return
  throw new DocketError(
    'INVALID_DEFINITION',
    'The memory store loses every ticket when the process ends, and NODE_ENV is "production". ' +
      'Use @docket/store-postgres, or pass { allowInProduction: true } if nothing is worth keeping.',
  )
}
