// Types of packages that bring none.
declare module 'wawoff2' {
  /** Unpacks a WOFF2 font. */
  export function decompress(font: Uint8Array): Promise<Uint8Array>
}

declare module '*.css'

declare module 's3rver' {
  /** An S3-compatible store for tests; its one account is S3RVER / S3RVER. */
  export default class S3rver {
    constructor(options: {
      address: string
      port: number
      silent: boolean
      directory: string
      vhostBuckets: boolean
      configureBuckets: { name: string }[]
    })
    run(): Promise<{ address: string; port: number }>
    close(): Promise<void>
  }
}
