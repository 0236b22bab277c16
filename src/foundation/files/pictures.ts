// Pictures made anew: turned upright, without position, camera or any other word of where they come from, in three sizes.
// What a person opens or takes along is JPEG, which everything opens; what only our pages show is WebP, a third smaller.
import { availableParallelism } from 'node:os'
import sharp from 'sharp'
import { makeSlots } from './slots.ts'

// No reader of other formats is ever started, whatever the bytes pretend to be.
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: [
    'VipsForeignLoadJpegBuffer',
    'VipsForeignLoadPngBuffer',
    'VipsForeignLoadWebpBuffer',
    'VipsForeignLoadNsgifBuffer',
  ],
})
sharp.cache(false)
sharp.concurrency(1)

/** Three times what a phone of today takes; a picture of more is refused before it is unpacked. */
export const MOST_PIXELS = 150_000_000
const FULL = 2560
const PAGE = 1080
const THUMB = 240

export type Made = { full: Buffer; page: Buffer; thumb: Buffer; width: number; height: number }

/** Half the processors make pictures, the other half go on serving. */
const slots = makeSlots(Math.max(1, Math.floor(availableParallelism() / 2)), 64)

/**
 * @param read gives the bytes once it is this picture's turn, so that only as many lie in memory as are being made.
 * @returns `broken` for what cannot be read to its end, `pixels` for too many of them
 */
export const makePicture = (read: () => Promise<Buffer>): Promise<Made | 'broken' | 'pixels'> =>
  slots(async () => {
    const bytes = await read()
    try {
      const full = await sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'truncated' })
        .autoOrient()
        .resize({ width: FULL, height: FULL, fit: 'inside', withoutEnlargement: true })
        .flatten({ background: '#ffffff' })
        .jpeg({ quality: 85 })
        .toBuffer({ resolveWithObject: true })
      const smaller = (size: number, quality: number) =>
        sharp(full.data)
          .resize({ width: size, height: size, fit: 'inside', withoutEnlargement: true })
          .webp({ quality, effort: 3 })
          .toBuffer()
      return {
        full: full.data,
        page: await smaller(PAGE, 80),
        thumb: await smaller(THUMB, 75),
        width: full.info.width,
        height: full.info.height,
      }
    } catch (error) {
      return error instanceof Error && /pixel limit|exceeds/i.test(error.message) ? 'pixels' : 'broken'
    }
  })
