// Words of certificates.
import { bring } from '../../kit/words.ts'

const zh = {
  title: '服务证明',
  issue: '开一份新证明',
  issueFor: '替{{name}}开一份新证明',
  issueHint: '免费，当场可取。包含此刻已计入的全部时长。',
  issued: '证明已出具',
  open: '打开 PDF',
  unit: '份',
  none: '还没有开过证明。',
  revoked: '已撤销',
  records: '{{n}} 次',
  verify: '核验服务证明',
  verifyLead: '输入证明编号和验证码，或扫证明上的二维码。不需要，也不接受身份证号。',
  number: '证明编号',
  code: '验证码',
  check: '核验',
  file: '或选择 PDF 文件',
  genuine: '真实有效',
  outdated: '本协会出具，其后有变动',
  since: '出具以后，{{of}} 条记录里有 {{gone}} 条不再计入；现在仍计入 {{h}} 小时。',
  revokedLong: '曾出具，现已撤销',
  changed: '内容被改动过，或不是本协会出具',
  unknown: '没有找到。请核对编号与验证码。',
  holder: '志愿者',
  hours: '小时',
  period: '期间',
  issuer: '出具单位',
  day: '出具日期',
  hash: '文件指纹（SHA-256）',
}
const en: typeof zh = {
  title: 'Certificates',
  issue: 'Issue a new certificate',
  issueFor: 'Issue one for {{name}}',
  issueHint: 'Free and at once, with all hours that count now.',
  issued: 'Issued',
  open: 'Open PDF',
  unit: 'certificates',
  none: 'None yet.',
  revoked: 'revoked',
  records: '{{n}} records',
  verify: 'Verify a certificate',
  verifyLead: 'Enter number and code, or scan the code on it. No identity number is needed or taken.',
  number: 'Certificate number',
  code: 'Code',
  check: 'Verify',
  file: 'or choose the PDF file',
  genuine: 'Genuine',
  outdated: 'Issued by us; records changed since',
  since: '{{gone}} of {{of}} records no longer count since it was issued; {{h}} hours still do.',
  revokedLong: 'Was issued and has been revoked',
  changed: 'Changed, or not issued by us',
  unknown: 'Not found. Check number and code.',
  holder: 'Volunteer',
  hours: 'Hours',
  period: 'Period',
  issuer: 'Issuer',
  day: 'Issued',
  hash: 'File fingerprint (SHA-256)',
}

declare module '../../kit/words.ts' {
  interface Words {
    proof: typeof zh
  }
}
bring('proof', { zh, en })
