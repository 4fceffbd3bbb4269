import { it } from 'vitest'
import { HttpError } from '../handler/problem.js'

it('lets nothing be refused with a code or a status that is not in the table', () => {
  new HttpError(404, 'NOT_FOUND', 'There is no such address.')
  new HttpError(503, 'TOO_MANY_STREAMS', 'There are too many streams.')
  // @ts-expect-error there is no such code
  new HttpError(404, 'NO_SUCH_CODE', 'There is no such address.')
  // @ts-expect-error the code comes with another status
  new HttpError(400, 'NOT_FOUND', 'There is no such address.')
})
