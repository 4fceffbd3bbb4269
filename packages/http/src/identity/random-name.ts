import { toBase64Url } from '../handler/base64url.js'

/** 128 random bits as 22 characters that may stand anywhere. */
export function randomName(): string {
  return toBase64Url(crypto.getRandomValues(new Uint8Array(16)))
}
