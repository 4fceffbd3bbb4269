import { createHash, createHmac } from 'node:crypto'

/**
 * The id of a message for its receivers: the same for all attempts, of letters that mean nothing in what is signed, and telling
 * nothing.
 */
export function messageIdOf(tenant: string, id: string): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([tenant, id]))
    .digest('base64url')
  return `msg_${hash.slice(0, 32)}`
}

/**
 * The headers by which a receiver knows that a body is ours, and of now: a signature by each secret (`whsec_` and base64), so
 * that one secret can follow another.
 */
export function signedHeaders(id: string, seconds: number, body: string, secrets: readonly string[]) {
  const signed = `${id}.${seconds}.${body}`
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice('whsec_'.length), 'base64')
    return `v1,${createHmac('sha256', key).update(signed).digest('base64')}`
  })
  return { 'webhook-id': id, 'webhook-timestamp': String(seconds), 'webhook-signature': signatures.join(' ') }
}
