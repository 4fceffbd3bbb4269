import { identityWorld } from './identity-world.js'

/** A handler, its customers' tokens, and how to send and read files. */
export async function filesWorld(more: Parameters<typeof identityWorld>[0] = {}) {
  const world = await identityWorld(more)
  const as = { c1: await world.customer('c1'), c2: await world.customer('c2'), b: await world.customer('c1', 'b') }
  const upload = (
    bytes: BodyInit,
    name = 'a.png',
    token = as.c1,
    headers: Record<string, string> = {},
    type = 'image/png',
  ) =>
    world.handle(
      new Request(`https://desk.test/files?${new URLSearchParams({ name, type }).toString()}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream', ...headers },
        body: bytes,
        duplex: 'half',
      } as RequestInit),
    )
  const uploaded = async (bytes: BodyInit, name?: string): Promise<string> => {
    const response = await upload(bytes, name)
    return ((await response.json()) as { id: string }).id
  }
  const read = (path: string, token: string | null = as.c1) =>
    world.handle(
      new Request(`https://desk.test${path}`, { headers: token === null ? {} : { authorization: `Bearer ${token}` } }),
    )
  const linkTo = async (id: string, token = as.c1) => {
    const { status, json } = await world.call(`POST /files/${id}/links`, { as: token })
    return { status, path: json.path as string, expiresAt: json.expiresAt as string, json }
  }
  return { ...world, as, upload, uploaded, read, linkTo }
}

type BodyInit = ConstructorParameters<typeof Response>[0]
