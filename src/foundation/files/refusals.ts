// Why a file is not taken, or cannot be taken now. `{name}` is the file's own, fit to be shown.
import { type Refusal, refusals } from '../refusals.ts'
import { quotedName } from './kinds.ts'
import type { Unfit } from './looking.ts'

const WHAT = {
  zh: '可以传照片、PDF 或 Office 文件',
  en: 'Photos, PDF and Office documents can be sent',
}

export const refuse = refusals({
  'file.empty': {
    status: 422,
    zh: '“{name}” 是空的，请重新选一个文件。',
    en: '“{name}” is empty; choose another file.',
  },
  'file.program': {
    status: 415,
    zh: `“{name}” 是程序，不能上传；${WHAT.zh}。`,
    en: `“{name}” is a program and cannot be sent. ${WHAT.en}.`,
  },
  'file.page': {
    status: 415,
    zh: `“{name}” 是网页或矢量图（HTML、SVG、XML），不能上传；${WHAT.zh}。`,
    en: `“{name}” is a web page or a drawing in code (HTML, SVG, XML) and cannot be sent. ${WHAT.en}.`,
  },
  'file.archive': {
    status: 415,
    zh: '“{name}” 是压缩包，不能上传；请解压后把里面的文件一个一个传上来。',
    en: '“{name}” is an archive and cannot be sent; unpack it and send the files one by one.',
  },
  'file.sound-or-film': {
    status: 415,
    zh: `“{name}” 是音频或视频，不能上传；${WHAT.zh}。`,
    en: `“{name}” is sound or film and cannot be sent. ${WHAT.en}.`,
  },
  'file.heic': {
    status: 415,
    zh: '“{name}” 是 HEIC 照片，这里打不开。iPhone 请在“设置 → 相机 → 格式”里选“兼容性最佳”再拍，或截屏后上传。',
    en: '“{name}” is a HEIC photo, which cannot be opened here. On an iPhone choose Settings → Camera → Formats → Most Compatible and take it again, or send a screenshot.',
  },
  'file.picture-kind': {
    status: 415,
    zh: '“{name}” 这种图片格式不能用，请另存为 JPEG 或 PNG 再传。',
    en: '“{name}” is a kind of picture that is not taken; save it as JPEG or PNG.',
  },
  'file.picture-broken': {
    status: 422,
    zh: '“{name}” 这张图片打不开，可能没有传完整或已经损坏，请重新拍或重新保存。',
    en: '“{name}” cannot be opened as a picture; it may be cut off or damaged. Take or save it again.',
  },
  'file.picture-pixels': {
    status: 422,
    zh: '“{name}” 的像素太多（最多 {most} 百万），请缩小后再传。',
    en: '“{name}” has too many pixels (at most {most} million); make it smaller and send it again.',
  },
  'file.encoding': {
    status: 415,
    zh: '“{name}” 不是能认出的文件；如果是文本或表格，请另存为 UTF-8 编码的 TXT、CSV，或存为 .xlsx。',
    en: '“{name}” is not recognised. If it is text or a table, save it as UTF-8 text or CSV, or as .xlsx.',
  },
  'file.macros': {
    status: 415,
    zh: '“{name}” 带有宏，不能上传；请另存为不带宏的 .docx、.xlsx 或 .pptx。',
    en: '“{name}” holds macros and cannot be sent; save it as .docx, .xlsx or .pptx without macros.',
  },
  'file.locked': {
    status: 415,
    zh: '“{name}” 设有密码，无法检查；请取消密码后再传。',
    en: '“{name}” is locked by a password and cannot be looked into; take the password off and send it again.',
  },
  'file.bomb': {
    status: 422,
    zh: '“{name}” 展开后大得不正常，不能上传；请另存一份再试。',
    en: '“{name}” unpacks to an unreasonable size and cannot be sent; save it anew and try again.',
  },
  'file.two-in-one': {
    status: 422,
    zh: '“{name}” 里还藏着另一种文件，不能上传；请用原来的软件另存一份再试。',
    en: '“{name}” hides a file of another kind and cannot be sent; save it anew with the program it came from.',
  },
  'file.broken': {
    status: 422,
    zh: '“{name}” 不完整或已损坏，打不开；请用原来的软件另存一份再试。',
    en: '“{name}” is incomplete or damaged; save it anew with the program it came from.',
  },
  'file.unknown': {
    status: 415,
    zh: `认不出 “{name}” 是什么文件，不能上传；${WHAT.zh}。`,
    en: `“{name}” is of an unknown kind and cannot be sent. ${WHAT.en}.`,
  },
  'file.kind': {
    status: 415,
    zh: '“{name}” 不是这里要的文件；这里可以传：{kinds}。',
    en: '“{name}” is not what is wanted here; this takes: {kinds}.',
  },
  'file.too-large': {
    status: 413,
    zh: '“{name}” 太大，这里一个文件最多 {most} MB。',
    en: '“{name}” is too large; a file may have {most} MB here.',
  },
  'file.purpose': {
    status: 422,
    zh: '这里不收文件。',
    en: 'No files are taken here.',
  },
  'file.too-many': {
    status: 409,
    zh: '这里最多放 {most} 个文件，请先移除一些。',
    en: 'At most {most} files belong here; remove some first.',
  },
  'file.daily-count': {
    status: 429,
    zh: '今天传的文件已到上限（{most} 个），请明天再传。',
    en: 'You have sent as many files today as may be ({most}); go on tomorrow.',
  },
  'file.on-the-way': {
    status: 429,
    zh: '您有 {most} 个文件还没传完，请先传完或取消一些。',
    en: '{most} of your files are still on their way; finish or cancel some first.',
  },
  'file.daily-bytes': {
    status: 429,
    zh: '今天传的文件已到上限（共 {most} MB），请明天再传。',
    en: 'You have sent as much today as may be ({most} MB in all); go on tomorrow.',
  },
  'file.closed': {
    status: 409,
    zh: '这里的文件现在不能增减，只能查看。',
    en: 'Files here can be looked at, but none added or taken away now.',
  },
  'file.attached': { status: 409, zh: '这个文件已用在别处。', en: 'This file is in use elsewhere.' },
  'file.length': {
    status: 411,
    zh: '没有说明这一段有多长。',
    en: 'The length of these bytes was not said.',
  },
  'file.piece': {
    status: 409,
    zh: '这一段接不上：已收到 {received} 字节。',
    en: 'These bytes do not follow; {received} bytes are here.',
  },
  'file.piece-size': {
    status: 422,
    zh: '这一段的长度不对：每段 {least} 到 {most} 字节，最后一段除外。',
    en: 'These bytes are not of the right length: {least} to {most} a piece, but for the last.',
  },
  'file.interrupted': {
    status: 422,
    zh: '这一段没有传完整，请再传一次。',
    en: 'These bytes did not come whole; send them again.',
  },
  'file.incomplete': {
    status: 409,
    zh: '还没有传完：收到 {received}，一共 {size} 字节。',
    en: 'Not all is here: {received} of {size} bytes.',
  },
  'file.finishing': {
    status: 409,
    zh: '正在处理这个文件，请稍候。',
    en: 'This file is being looked at; wait a moment.',
  },
  'file.busy': {
    status: 503,
    zh: '正在处理的文件太多，请稍候再试；已经传上来的不会丢。',
    en: 'Too many files are being looked at; try again in a moment. What was sent is not lost.',
  },
  'file.infected': {
    status: 422,
    zh: '“{name}” 里查出病毒（{signature}），没有保存。请先给您的设备杀毒。',
    en: 'A virus was found in “{name}” ({signature}); it was not kept. Clean your device first.',
  },
  'file.scanner-refuses': {
    status: 413,
    zh: '“{name}” 超过了病毒检查能接受的大小，没有保存。',
    en: '“{name}” is larger than the virus scanner takes; it was not kept.',
  },
  'file.unscanned': {
    status: 409,
    zh: '这个文件还没有做病毒检查，检查过后才能打开。',
    en: 'This file has not been scanned for viruses yet; it opens after that.',
  },
  'file.store-full': {
    status: 507,
    zh: '服务器的存储空间满了，文件没有保存，已通知管理员。请稍后再传。',
    en: 'The server has no space left; the file was not kept. Try again later.',
  },
  'file.damaged': {
    status: 503,
    zh: '这个文件在存储里丢失或损坏了，已记录，管理员可以从备份里找回。',
    en: 'This file is missing or damaged in the store; it was recorded, and can be brought back from a backup.',
  },
  'file.store-down': {
    status: 503,
    zh: '文件存储暂时连不上，请稍候再试；已经传上来的不会丢。',
    en: 'The file store cannot be reached; try again in a moment. What was sent is not lost.',
  },
})

/** @param name as it was given */
export const refuseUnfit = (unfit: Unfit, name: string): Refusal =>
  refuse(`file.${unfit}`, { name: quotedName(name) }, 'file')
