/** Whether a media type is one that is wanted: `image/png`, all of `image/*`, or `*` for any. */
export function mediaTypeFits(wanted: string, type: string): boolean {
  if (wanted === '*') return true
  return wanted.endsWith('/*') ? type.startsWith(wanted.slice(0, -1)) : type === wanted
}
