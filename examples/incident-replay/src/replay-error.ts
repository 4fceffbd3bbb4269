/** Something that the person at the keyboard can put right; the message is the sentence to show, without a stack. */
export class ReplayError extends Error {
  override readonly name = 'ReplayError'
}
