import { HttpError } from '../handler/problem.js'

/** What every proof is answered with that is none, whatever is wrong with it. */
export function unauthenticated(): HttpError {
  return new HttpError(401, 'UNAUTHENTICATED', 'Sign in first.', {}, { 'www-authenticate': 'Bearer' })
}
