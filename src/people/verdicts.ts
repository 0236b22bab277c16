// What each verdict on a sheet's row means, in both languages: for the desk page, the correction file and the terminal.
import type { RowDefect } from './rules.ts'

type Settled = 'ok' | 'registered' | 'unchanged' | 'already-registered' | 'conflict' | 'out-of-scope'

export const verdictText: Record<RowDefect | Settled, { zh: string; en: string }> = {
  ok: { zh: '可登记', en: 'can be registered' },
  registered: { zh: '已登记', en: 'registered' },
  unchanged: { zh: '上次已登记，没有变化', en: 'registered before, nothing new' },
  'already-registered': { zh: '别处已登记，只补空缺', en: 'registered elsewhere; blanks were filled' },
  conflict: {
    zh: '与已有登记不一致，等工作人员核对',
    en: 'contradicts the entry we have; staff must decide',
  },
  'out-of-scope': { zh: '不住在本次登记的范围内', en: 'lives outside the scope of this sheet' },
  'name-missing': { zh: '缺姓名', en: 'name missing' },
  'document-type-unknown': { zh: '证件类型缺少或不认识', en: 'document type missing or unknown' },
  'id-length': { zh: '证件号码位数不对', en: 'document number has the wrong length' },
  'id-checksum': { zh: '证件号码校验位不对，应核对末位', en: 'check digit of the document number is wrong' },
  'duplicate-in-file': { zh: '与表内另一行是同一人', en: 'same person as another row of this file' },
  'sex-mismatch': { zh: '性别与证件不一致', en: 'sex disagrees with the document' },
  'birth-impossible': { zh: '出生日期不存在', en: 'birth date does not exist' },
  'birth-future': { zh: '出生日期在未来', en: 'birth date lies in the future' },
  'birth-mismatch': { zh: '出生日期与证件不一致', en: 'birth date disagrees with the document' },
  phone: { zh: '手机号码不对', en: 'not a mobile number' },
  'town-unknown': { zh: '没有这个街镇', en: 'no such town' },
  'community-not-in-town': { zh: '这个街镇没有这个村居', en: 'no such community in this town' },
  'guardian-missing': { zh: '未成年，缺监护人姓名或手机', en: 'a minor without guardian name or phone' },
}

export const sayVerdict = (verdict: string, language: 'zh' | 'en'): string =>
  verdict in verdictText ? verdictText[verdict as keyof typeof verdictText][language] : verdict
