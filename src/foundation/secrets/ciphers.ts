// The two cipher profiles of a district: AES-256-GCM with HMAC-SHA-256, or SM4-CBC with HMAC-SM3 where the domestic ones are asked
// for (GB/T 32907, GB/T 32905). Invariant: what one changed bit was done to does not open, under either.
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  getCiphers,
  getHashes,
  type KeyObject,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'

export const cipherProfiles = ['aes', 'sm4'] as const
export type CipherProfile = (typeof cipherProfiles)[number]

export type Cipher = {
  /** @param key what sealed bytes were given to: 32 random bytes, prepared once. */
  keyed: (key: Buffer) => { seal: (bytes: Uint8Array) => Buffer; open: (sealed: Buffer) => Buffer }
  /** How many bytes so many become when they are sealed. */
  sealedLength: (plain: number) => number
  /** The hash that stands under every keyed one. */
  hash: 'sha256' | 'sm3'
  /** A keyed hash of 32 bytes. */
  mac: (key: KeyObject, text: string) => Buffer
}

/** Random bytes of one length, drawn many at a time; none is given twice. */
function drawing(length: number): () => Buffer {
  let pool = Buffer.alloc(0)
  return () => {
    if (pool.length < length) pool = randomBytes(length * 512)
    const drawn = pool.subarray(0, length)
    pool = pool.subarray(length)
    return drawn
  }
}

const GCM = { iv: 12, tag: 16 }
const gcmIv = drawing(GCM.iv)
const aes: Cipher = {
  keyed(bytes) {
    const key = createSecretKey(bytes) // a key object, not a buffer: the same cipher in a third of the time
    return {
      seal(plain) {
        const iv = gcmIv()
        const cipher = createCipheriv('aes-256-gcm', key, iv)
        const body = Buffer.concat([cipher.update(plain), cipher.final()])
        return Buffer.concat([iv, cipher.getAuthTag(), body])
      },
      open(sealed) {
        const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, GCM.iv), {
          authTagLength: GCM.tag,
        })
        decipher.setAuthTag(sealed.subarray(GCM.iv, GCM.iv + GCM.tag))
        return Buffer.concat([decipher.update(sealed.subarray(GCM.iv + GCM.tag)), decipher.final()])
      },
    }
  },
  sealedLength: plain => GCM.iv + GCM.tag + plain,
  hash: 'sha256',
  mac: (key, text) => createHmac('sha256', key).update(text).digest(),
}

const CBC = { iv: 16, mac: 32, key: 16, block: 16 }
const cbcIv = drawing(CBC.iv)
const sm3 = (key: KeyObject | Buffer, ...parts: (string | Uint8Array)[]): Buffer => {
  const mac = createHmac('sm3', key)
  for (const part of parts) mac.update(part)
  return mac.digest()
}
/** Encrypted first, then the hash over it: a changed row is refused before anything is opened. */
const sm4: Cipher = {
  keyed(bytes) {
    const key = createSecretKey(sm3(bytes, 'encrypt').subarray(0, CBC.key))
    const macKey = createSecretKey(sm3(bytes, 'authenticate'))
    return {
      seal(plain) {
        const iv = cbcIv()
        const cipher = createCipheriv('sm4-cbc', key, iv)
        const body = Buffer.concat([cipher.update(plain), cipher.final()])
        return Buffer.concat([iv, sm3(macKey, iv, body), body])
      },
      open(sealed) {
        const iv = sealed.subarray(0, CBC.iv)
        const mac = sealed.subarray(CBC.iv, CBC.iv + CBC.mac)
        const body = sealed.subarray(CBC.iv + CBC.mac)
        if (mac.length !== CBC.mac || !timingSafeEqual(mac, sm3(macKey, iv, body)))
          throw new Error('these bytes were changed, or sealed under another key')
        const decipher = createDecipheriv('sm4-cbc', key, iv)
        return Buffer.concat([decipher.update(body), decipher.final()])
      },
    }
  },
  sealedLength: plain => CBC.iv + CBC.mac + plain + CBC.block - (plain % CBC.block),
  hash: 'sm3',
  mac: (key, text) => sm3(key, text),
}

/** @throws Error where this Node was built without the domestic ciphers. */
export function cipherOf(profile: CipherProfile): Cipher {
  if (profile === 'sm4' && !(getCiphers().includes('sm4-cbc') && getHashes().includes('sm3')))
    throw new Error(
      '这台机器的 Node 没有国密算法（SM4、SM3），请换用自带 OpenSSL 的官方版本。\nThis Node was built without SM4 and SM3; use the official build, which brings its own OpenSSL.',
    )
  return { aes, sm4 }[profile]
}
