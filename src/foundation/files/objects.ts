// Where sealed bytes lie: an ordinary folder or an S3-compatible store, behind five verbs.
// Invariant: an object is there whole or not at all; whoever puts one and fails leaves nothing.

export type Listed = { name: string; size: number; at: Date }
export type ObjectStore = {
  /** For people: never with a secret in it. */
  title: string
  /** @param size how many bytes will come; another number is an error. @throws StoreFull, StoreDown */
  put(name: string, bytes: AsyncIterable<Uint8Array>, size: number): Promise<void>
  /** @throws NotKept when there is none, StoreDown. What is read may still break off with either. */
  get(name: string): Promise<AsyncIterable<Uint8Array>>
  /** Its size, undefined when there is none. */
  sizeOf(name: string): Promise<number | undefined>
  /** Nothing happens when there is none. */
  remove(name: string): Promise<void>
  /** All whose names begin with a folder's, by name. */
  list(folder: string): AsyncIterable<Listed>
}

/** There is no room: the disk or the quota is used up. */
export class StoreFull extends Error {}
/** The store cannot be reached or does not answer as one. */
export class StoreDown extends Error {}
/** The object is not there. */
export class NotKept extends Error {}

/** Counts what flows through. @throws Error once it is more, or in the end less, than was said. */
export async function* exactly(bytes: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Uint8Array> {
  let seen = 0
  for await (const chunk of bytes) {
    seen += chunk.byteLength
    if (seen > size) throw new WrongLength(`more than ${size} bytes came`)
    yield chunk
  }
  if (seen !== size) throw new WrongLength(`${seen} of ${size} bytes came`)
}
/** The bytes were not as many as had been said. */
export class WrongLength extends Error {}
