/**
 * The value, frozen with everything in it: for plain data that code of the host is given, so that what it writes into it
 * throws where it is written. What is frozen already is taken to be frozen throughout.
 */
export function deepFrozen<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  Object.freeze(value)
  for (const part of Object.values(value)) deepFrozen(part)
  return value
}
