import type { ActorDesk } from '@docket/core'
import type { Company } from '../company-desk.js'

/** Uploads a photo or a paper; gives its id. */
export async function upload(desk: ActorDesk<Company>, name: string, type: string): Promise<string> {
  const { id } = await desk.upload({ name, type, bytes: new TextEncoder().encode(name) })
  return id
}

/** Attaches a photo to a ticket; gives its id. */
export async function photograph(desk: ActorDesk<Company>, ticketId: string, name: string): Promise<string> {
  const attachmentId = await upload(desk, name, 'image/jpeg')
  await desk.attach(ticketId, { attachmentId })
  return attachmentId
}
