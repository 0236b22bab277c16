// What came is looked at, scanned, made anew where it is a picture, and kept; or refused, and nothing of it stays.

import type { Principal } from '../access/access.ts'
import type { FilePurpose, Ground } from '../ground.ts'
import { tell } from '../journal/journal.ts'
import { listed, type Words } from '../words.ts'
import { keepContent } from './keeping.ts'
import { type FileType, fileTypes, quotedName, shownName } from './kinds.ts'
import { look } from './looking.ts'
import { MOST_PIXELS, makePicture } from './pictures.ts'
import { refuse, refuseUnfit } from './refusals.ts'
import { scan } from './scanner.ts'
import { bufferSource, gathered, type Source } from './source.ts'
import type { StoredFile } from './store.ts'

/** A row of a file, all but whose it is. */
export type Taken = Pick<
  StoredFile,
  'contentId' | 'pageId' | 'thumbId' | 'type' | 'name' | 'width' | 'height' | 'scan' | 'scanAt'
>

const SECOND_LOOK_MS = 60_000

/** @throws Refusal in words for whatever is not taken */
export async function takeIn(
  ground: Ground,
  actor: Principal,
  source: Source,
  given: { name: string; purpose: FilePurpose },
): Promise<Taken> {
  const looked = await look(source)
  if ('unfit' in looked) throw refuseUnfit(looked.unfit, given.name)
  const type: FileType = 'picture' in looked ? 'jpeg' : looked.type
  if (!given.purpose.kinds.includes(fileTypes[type].kind))
    throw refuse(
      'file.kind',
      { name: quotedName(given.name), kinds: listed(given.purpose.kinds.map(kind => KINDS[kind])) },
      'file',
    )
  const scanned = await throughScanner(ground, actor, source, given)
  const name = shownName(given.name, type)
  if (!('picture' in looked)) {
    const contentId = await keepContent(ground, source)
    return { contentId, pageId: null, thumbId: null, type, name, width: null, height: null, ...scanned }
  }
  const made = await makePicture(() => gathered(source.bytes(), source.size))
  if (made === 'broken') throw refuse('file.picture-broken', { name: quotedName(given.name) }, 'file')
  if (made === 'pixels')
    throw refuse('file.picture-pixels', { name: quotedName(given.name), most: MOST_PIXELS / 1e6 }, 'file')
  return {
    contentId: await keepContent(ground, bufferSource(made.full)),
    pageId: await keepContent(ground, bufferSource(made.page)),
    thumbId: await keepContent(ground, bufferSource(made.thumb)),
    type,
    name,
    width: made.width,
    height: made.height,
    ...scanned,
  }
}

const KINDS = {
  picture: { zh: '照片', en: 'photos' },
  pdf: { zh: 'PDF', en: 'PDF' },
  word: { zh: 'Word', en: 'Word' },
  sheet: { zh: 'Excel、CSV', en: 'Excel, CSV' },
  slides: { zh: 'PowerPoint', en: 'PowerPoint' },
  text: { zh: '纯文本', en: 'plain text' },
} as const satisfies Record<string, Words>

/** Without a scanner nothing waits for one. @throws Refusal `file.infected`, which the journal remembers */
async function throughScanner(
  ground: Ground,
  actor: Principal,
  source: Source,
  given: { name: string; purpose: FilePurpose },
): Promise<Pick<Taken, 'scan' | 'scanAt'>> {
  const { clamd } = ground.config
  if (!clamd) return { scan: 'none', scanAt: null }
  const found = await scan(clamd, source.bytes())
  const name = quotedName(given.name)
  switch (found.is) {
    case 'clean':
      return { scan: 'clean', scanAt: null }
    case 'too-large':
      throw refuse('file.scanner-refuses', { name }, 'file')
    case 'infected':
      await ground.transact(tx =>
        tell(tx, {
          at: ground.clock(),
          by: actor,
          kind: 'file.infected',
          subject: 'file:0',
          facts: { signature: found.signature, purpose: given.purpose.purpose, size: source.size },
        }),
      )
      throw refuse('file.infected', { name, signature: found.signature }, 'file')
    case 'unavailable':
      ground.log.warn({ why: found.why }, 'the virus scanner is not there; a file waits for it')
      return { scan: 'waiting', scanAt: new Date(ground.clock().getTime() + SECOND_LOOK_MS) }
  }
}
