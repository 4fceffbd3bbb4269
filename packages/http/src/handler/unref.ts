/** Lets a process end that has nothing else to do than wait for a timer. Where timers are numbers, they hold up nothing. */
export function unref(timer: unknown): void {
  if (typeof timer === 'object' && timer !== null && 'unref' in timer && typeof timer.unref === 'function')
    timer.unref()
}
