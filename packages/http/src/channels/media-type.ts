/** Whether a body is of a media type, in UTF-8. */
export function isOf(headers: Headers, types: readonly string[]): boolean {
  const [type = '', ...parameters] = (headers.get('content-type') ?? '').toLowerCase().split(';')
  const charsets = parameters.map((one) => one.trim()).filter((one) => one.startsWith('charset='))
  return types.includes(type.trim()) && charsets.every((one) => /^charset="?utf-?8"?$/.test(one))
}
