import type { HandlerCase } from '../handler-case.js'
import { answerCases } from './answers.js'
import { commandCases } from './commands.js'
import { fileCases } from './files.js'
import { methodCases } from './methods.js'
import { requestCases } from './requests.js'
import { streamCases } from './streams.js'

/** Every case of what a server must do with a handler that is mounted in it. */
export const handlerCases: readonly HandlerCase[] = [
  ...requestCases,
  ...methodCases,
  ...answerCases,
  ...commandCases,
  ...fileCases,
  ...streamCases,
]
