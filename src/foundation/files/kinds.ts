// What files there are: every type that is kept, its kind as people say it, and the name under which it is shown. Pure.

export const fileKinds = ['picture', 'pdf', 'word', 'sheet', 'slides', 'text'] as const
export type FileKind = (typeof fileKinds)[number]

type Known = { kind: FileKind; mime: string; endings: readonly [string, ...string[]] }
const office = 'application/vnd.openxmlformats-officedocument'
export const fileTypes = {
  /** Every picture is made anew as this. */
  jpeg: { kind: 'picture', mime: 'image/jpeg', endings: ['jpg', 'jpeg', 'jfif'] },
  pdf: { kind: 'pdf', mime: 'application/pdf', endings: ['pdf'] },
  docx: { kind: 'word', mime: `${office}.wordprocessingml.document`, endings: ['docx'] },
  doc: { kind: 'word', mime: 'application/msword', endings: ['doc', 'wps'] },
  xlsx: { kind: 'sheet', mime: `${office}.spreadsheetml.sheet`, endings: ['xlsx'] },
  xls: { kind: 'sheet', mime: 'application/vnd.ms-excel', endings: ['xls', 'et'] },
  csv: { kind: 'sheet', mime: 'text/csv; charset=utf-8', endings: ['csv', 'tsv'] },
  pptx: { kind: 'slides', mime: `${office}.presentationml.presentation`, endings: ['pptx'] },
  ppt: { kind: 'slides', mime: 'application/vnd.ms-powerpoint', endings: ['ppt', 'dps'] },
  text: { kind: 'text', mime: 'text/plain; charset=utf-8', endings: ['txt', 'md', 'log'] },
} as const satisfies Record<string, Known>
export type FileType = keyof typeof fileTypes
export const isFileType = (text: string): text is FileType => Object.hasOwn(fileTypes, text)

/** What pictures come as. */
export const pictureTypes = ['jpeg', 'png', 'webp', 'gif'] as const
export type PictureType = (typeof pictureTypes)[number]
const PICTURE_ENDINGS = /\.(jpe?g|jfif|png|webp|gif|heic|heif|avif|bmp|tiff?)$/i

const NAME_LENGTH = 120
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g

/**
 * A name as it may be shown and saved: the last part of a path, without what cannot be seen or turns the line around, and with an
 * ending that says what the bytes are. An empty one becomes `file`.
 */
export function shownName(given: string, type: FileType): string {
  const plain = given
    .toWellFormed()
    .replace(/\ufffd/g, '')
    .normalize('NFC')
    .replace(UNSEEN, '')
  const last = plain.split(/[/\\]/).at(-1) ?? ''
  const clean = last
    .replace(/[<>:"|?*]/g, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[\s.]+|[\s.]+$/g, '')
  const endings: readonly string[] = fileTypes[type].endings
  const bare = fileTypes[type].kind === 'picture' ? clean.replace(PICTURE_ENDINGS, '') : clean
  const ending = /\.([a-z0-9]{1,5})$/i.exec(bare)?.[1]?.toLowerCase()
  const fits = ending !== undefined && endings.includes(ending)
  const stem = (fits ? bare.slice(0, -ending.length - 1) : bare) || 'file'
  const shown = fits ? ending : (endings[0] ?? '')
  return `${[...stem].slice(0, NAME_LENGTH).join('').trimEnd()}.${shown}`
}

/** The name as it was given, fit to be quoted in a refusal. */
export const quotedName = (given: string): string => {
  const last = given.toWellFormed().replace(UNSEEN, '').split(/[/\\]/).at(-1)?.trim() ?? ''
  const characters = [...last]
  return characters.length > 60
    ? `${characters.slice(0, 40).join('')}…${characters.slice(-12).join('')}`
    : last
}

/** RFC 6266 and 5987: an ASCII name for the oldest, and the name itself. */
export function disposition(how: 'inline' | 'attachment', name: string): string {
  const ascii = name.replace(/[^\x20-\x7e]/g, '_').replace(/["\\%;]/g, '_')
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    one => `%${one.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `${how}; filename="${ascii}"; filename*=UTF-8''${encoded}`
}
