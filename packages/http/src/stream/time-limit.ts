import { unref } from '../handler/unref.js'

/**
 * What is awaited, if it comes in time: a connection that a firewall has forgotten answers never.
 *
 * @throws Error when it takes longer; what comes later is dropped
 */
export function timeLimit<Value>(milliseconds: number, awaited: Promise<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`The store did not answer within ${milliseconds} ms.`)),
      milliseconds,
    )
    unref(timer)
    awaited.finally(() => clearTimeout(timer)).then(resolve, reject)
  })
}
