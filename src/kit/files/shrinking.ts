// A photo made smaller before it is sent: upright, at most as large as it is kept. What this browser cannot read goes as it is.

const LARGEST = 2560
const SMALL_ENOUGH = 1_500_000
const QUALITY = 0.9

/** The photo to send, and under which name. */
export async function shrunk(file: File): Promise<{ blob: Blob; name: string }> {
  const asItIs = { blob: file, name: file.name }
  const picture = /^image\//.test(file.type) || /\.(heic|heif)$/i.test(file.name)
  if (!picture || /image\/(gif|svg)/.test(file.type)) return asItIs
  const known = /image\/(jpeg|png|webp)/.test(file.type)
  if (known && file.size <= SMALL_ENOUGH) return asItIs
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => undefined)
  if (!bitmap) return asItIs
  const share = Math.min(1, LARGEST / Math.max(bitmap.width, bitmap.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(bitmap.width * share)
  canvas.height = Math.round(bitmap.height * share)
  const context = canvas.getContext('2d')
  if (context) {
    context.fillStyle = '#fff'
    context.fillRect(0, 0, canvas.width, canvas.height)
    context.imageSmoothingQuality = 'high'
    context.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
  }
  bitmap.close()
  const blob = await new Promise<Blob | null>(resolve => canvas.toBlob(resolve, 'image/jpeg', QUALITY))
  const smaller = blob && (blob.size < file.size || !known)
  return smaller ? { blob, name: file.name.replace(/\.\w{1,5}$/, '.jpg') } : asItIs
}
