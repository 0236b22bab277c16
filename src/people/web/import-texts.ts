// Words of handing in a registration sheet.
import { bring } from '../../kit/words.ts'

const zh = {
  title: '导入登记表',
  choose: '选择 .xlsx 或 .csv',
  lead: '列名同街镇登记表。先检查，不会马上登记；同一张表送两次不会重复。',
  paper: '纸质同意书（如有，写明名称与编号；没有则等本人认领时同意）',
  state: {
    checking: '正在检查',
    checked: '检查完成',
    registering: '正在登记',
    done: '登记完成',
    stopped: '已停止',
    failed: '读不了这个文件',
  },
  submit: '提交 {{n}} 人',
  correction: '下载订正表（{{n}} 行）',
  stop: '停止',
  row: '行',
  name: '姓名',
  document: '证件号码',
  column: '要改的列',
  why: '原因',
  recent: '最近导入',
  summary: '可登记 {{ok}} 人，需订正 {{bad}} 行。再次提交同一张表不会重复登记。',
  doneSummary: '登记 {{n}} 人。',
}
const en: typeof zh = {
  title: 'Import a sheet',
  choose: 'Choose .xlsx or .csv',
  lead: 'Columns as in the registration sheet. It is checked first; nothing is registered at once; sending it twice changes nothing.',
  paper: 'Consent on paper (name and number, if there is one; otherwise each person consents when claiming)',
  state: {
    checking: 'Checking',
    checked: 'Checked',
    registering: 'Registering',
    done: 'Registered',
    stopped: 'Stopped',
    failed: 'Cannot be read',
  },
  submit: 'Register {{n}}',
  correction: 'Correction file ({{n}} rows)',
  stop: 'Stop',
  row: 'Row',
  name: 'Name',
  document: 'Document',
  column: 'Column',
  why: 'Why',
  recent: 'Recent imports',
  summary:
    '{{ok}} can be registered, {{bad}} rows need correction. Sending the same sheet again registers nobody twice.',
  doneSummary: '{{n}} registered.',
}

declare module '../../kit/words.ts' {
  interface Words {
    import: typeof zh
  }
}
bring('import', { zh, en })
