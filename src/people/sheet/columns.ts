// The registration sheet as towns fill it in: its columns, what they may be called, and what each verdict on a row means.
import type { ImportColumn } from '../../foundation/ground.ts'
import type { Words } from '../../foundation/policies/keys.ts'
import { communityNames, townNames } from '../../places/service.ts'
import { defectWords, documentNames, documentTypes } from '../identity.ts'
import type { RowDefect, SheetColumn } from './rules.ts'

const few =
  (...values: string[]) =>
  async () =>
    values
type Column = ImportColumn & { key: SheetColumn }

export const columns: readonly Column[] = [
  {
    key: '姓名',
    en: 'Name',
    aliases: ['志愿者姓名', '名字'],
    required: true,
    is: 'name',
    own: true,
    longest: 60,
    examples: ['张示例', '买买提·示例'],
  },
  {
    key: '证件类型',
    en: 'Document type',
    aliases: ['证件种类', '证件类别'],
    required: true,
    longest: 60,
    choices: few(...documentTypes.map(type => documentNames[type][0])),
    width: 22,
    examples: ['居民身份证', '护照'],
  },
  {
    key: '证件号码',
    en: 'Document number',
    aliases: ['证件号', '身份证号', '身份证号码', '证件编号'],
    required: true,
    is: 'number',
    own: true,
    longest: 60,
    width: 24,
    examples: ['310117197504019010', 'E12345678'],
  },
  {
    key: '性别',
    en: 'Sex',
    required: true,
    longest: 20,
    choices: few('男', '女'),
    width: 8,
    examples: ['男', '女'],
  },
  {
    key: '出生日期',
    en: 'Birth date',
    aliases: ['出生年月日', '生日', '出生年月'],
    required: true,
    is: 'day',
    longest: 60,
    examples: ['1975-04-01', '1990年1月2日'],
  },
  {
    key: '手机号码',
    en: 'Mobile phone',
    aliases: ['手机', '手机号', '联系电话', '联系方式', '电话', '移动电话'],
    required: true,
    is: 'phone',
    longest: 60,
    examples: ['13900000901', '139 0000 0902'],
  },
  {
    key: '居住街镇',
    en: 'Town',
    aliases: ['街镇', '所在街镇', '街道', '街道（镇）', '居住街道'],
    required: true,
    longest: 60,
    choices: townNames,
    examples: ['方松街道', '方松街道'],
  },
  {
    key: '居住村居',
    en: 'Community',
    aliases: ['村居', '居委', '居委会', '所在村居', '社区', '居住社区'],
    required: true,
    longest: 60,
    under: {
      column: '居住街镇',
      choices: communityNames,
    },
    width: 26,
    examples: ['放生池社区居委会', '放生池社区居委会'],
  },
  { key: '政治面貌', en: 'Political status', longest: 60, examples: ['群众', '共青团员'] },
  { key: '文化程度', en: 'Education', aliases: ['学历'], longest: 60, examples: ['大专', '本科'] },
  { key: '服务意向', en: 'Interests', aliases: ['意向'], examples: ['为老服务、环保', ''] },
  { key: '技能', en: 'Skills', aliases: ['特长', '专长'], examples: ['', '急救'] },
  {
    key: '监护人姓名',
    en: 'Guardian’s name',
    aliases: ['监护人'],
    is: 'name',
    longest: 60,
    examples: ['', ''],
  },
  {
    key: '监护人手机',
    en: 'Guardian’s phone',
    aliases: ['监护人电话', '监护人手机号', '监护人手机号码', '监护人联系电话'],
    is: 'phone',
    longest: 60,
    examples: ['', ''],
  },
]

export const notes: readonly Words[] = [
  {
    zh: '居住村居要先选居住街镇。未成年人要填监护人姓名和手机。',
    en: 'Choose the town before the community. A minor needs a guardian’s name and phone.',
  },
  {
    zh: '出生日期写成 1990-1-2、1990/1/2、1990年1月2日或 19900102 都可以。',
    en: 'A birth date may be written 1990-1-2, 1990/1/2 or 19900102.',
  },
]

export const verdicts = {
  'already-registered': { zh: '别处已登记，只补空缺', en: 'registered elsewhere; blanks were filled' },
  conflict: {
    zh: '与已有登记不一致（{fields}），等工作人员核对',
    en: 'contradicts the entry we have ({fields}); staff must decide',
  },
  'out-of-scope': { zh: '不住在本次登记的范围内', en: 'lives outside the scope of this sheet' },
  'name-missing': { zh: '缺姓名', en: 'name missing' },
  'document-type-unknown': { zh: '不认识的证件类型：{value}', en: 'unknown document type: {value}' },
  'id-length': defectWords['id-length'],
  'id-checksum': defectWords['id-checksum'],
  'duplicate-in-file': { zh: '与第 {row} 行是同一人', en: 'the same person as in row {row}' },
  'sex-mismatch': { zh: '性别 {value} 与证件不一致', en: 'sex {value} disagrees with the document' },
  'birth-impossible': defectWords['birth-impossible'],
  'birth-future': defectWords['birth-future'],
  'birth-mismatch': {
    zh: '出生日期 {value} 与证件 {document} 不一致',
    en: 'birth date {value} disagrees with the document, {document}',
  },
  phone: { zh: '手机号码不对，应为 11 位', en: 'not a mobile number of eleven digits' },
  'town-unknown': { zh: '没有“{value}”这个街镇', en: 'there is no town “{value}”' },
  'community-not-in-town': {
    zh: '{town}没有“{value}”这个村居',
    en: 'there is no community “{value}” in {town}',
  },
  'guardian-missing': { zh: '未成年，缺监护人姓名或手机', en: 'a minor without guardian name or phone' },
} satisfies Partial<Record<RowDefect | 'already-registered' | 'conflict' | 'out-of-scope', Words>>

export const names = {
  'document-type-unknown': { zh: '证件类型缺少或不认识', en: 'document type' },
  'sex-mismatch': { zh: '性别与证件不一致', en: 'sex disagrees' },
  'birth-impossible': { zh: '出生日期不存在', en: 'no such birth date' },
  'birth-mismatch': { zh: '出生日期与证件不一致', en: 'birth date disagrees' },
  phone: { zh: '手机号码不对', en: 'not a mobile number' },
  'id-checksum': { zh: '证件校验位不对', en: 'wrong check digit' },
  'town-unknown': { zh: '没有这个街镇', en: 'no such town' },
  'community-not-in-town': { zh: '村居不在街镇里', en: 'no such community' },
} satisfies Partial<Record<RowDefect, Words>>
