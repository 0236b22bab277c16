// Typst, with a Chinese serif that comes through npm: unpacked once a process, a document in milliseconds.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import QRCode from 'qrcode'
import { decompress } from 'wawoff2'

const require = createRequire(import.meta.url)
const FACES = ['chinese-simplified-400', 'chinese-simplified-700', 'latin-400', 'latin-700']
let compiler: Promise<NodeCompiler> | undefined

async function ready(): Promise<NodeCompiler> {
  const fontBlobs = await Promise.all(
    FACES.map(async face => {
      const file = require.resolve(`@fontsource/noto-serif-sc/files/noto-serif-sc-${face}-normal.woff2`)
      return Buffer.from(await decompress(readFileSync(file)))
    }),
  )
  return NodeCompiler.create({ workspace: tmpdir(), fontArgs: [{ fontBlobs }] })
}

/** Renders Typst source to PDF; `inputs` are read there as `sys.inputs`, so nobody's name is ever part of the source. */
export async function renderPdf(source: string, inputs: Record<string, string>): Promise<Buffer> {
  compiler ??= ready()
  return (await compiler).pdf({ mainFileContent: source, inputs })
}

/** A QR code as SVG, for a document or a page. */
export const qrSvg = (text: string): Promise<string> =>
  QRCode.toString(text, { type: 'svg', errorCorrectionLevel: 'L', margin: 0 })
