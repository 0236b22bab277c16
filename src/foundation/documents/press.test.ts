import { expect, test } from 'vitest'
import { renderPdf } from './press.ts'

const page = (of: string) => ({
  source: '#set document(keywords: ("SHEET " + sys.inputs.of,))\n#image(bytes(sys.inputs.qr), format: "svg")',
  inputs: { of },
  codes: { qr: `https://example.org/${of}` },
})

test('many sheets at once: each comes back to whoever asked for it', async () => {
  const asked = Array.from({ length: 12 }, (_, i) => `no-${i}`)
  const pdfs = await Promise.all(asked.map(of => renderPdf(page(of))))
  for (const [i, pdf] of pdfs.entries()) {
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
    expect(pdf.includes(`SHEET no-${i}`)).toBe(true)
  }
})

test('a sheet that cannot be set says so to its asker alone', async () => {
  const [broken, sound] = await Promise.allSettled([
    renderPdf({ source: '#nothing-of-that-name', inputs: {} }),
    renderPdf(page('after')),
  ])
  expect(broken.status).toBe('rejected')
  expect(sound.status).toBe('fulfilled')
})
