/** How far a provider's clock may be from ours, in seconds, and for how long its signature is good. */
const WINDOW_SECONDS = 300

/** Whether an instant, in seconds since 1970 as digits, is near enough to now, in milliseconds. */
export function isNow(seconds: string, now: number): boolean {
  return /^[0-9]{1,12}$/.test(seconds) && Math.abs(now / 1_000 - Number(seconds)) <= WINDOW_SECONDS
}
