// Typst, with a Chinese serif that comes through npm: unpacked once a thread, a document in milliseconds.
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

export type Sheet = {
  source: string
  /** Read there as `sys.inputs`, so nobody's name is ever part of the source. */
  inputs: Record<string, string>
  /** Texts that are given as QR codes, in SVG. */
  codes?: Record<string, string>
}

export async function printed({ source, inputs, codes = {} }: Sheet): Promise<Uint8Array> {
  compiler ??= ready()
  const drawn = await Promise.all(
    Object.entries(codes).map(async ([name, text]) => [
      name,
      await QRCode.toString(text, { type: 'svg', errorCorrectionLevel: 'L', margin: 0 }),
    ]),
  )
  return (await compiler).pdf({
    mainFileContent: source,
    inputs: { ...inputs, ...Object.fromEntries(drawn) },
  })
}
