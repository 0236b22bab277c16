// Words of importing a sheet. What differs from kind to kind comes with the kind.
import { bring } from '../../../../kit/words.ts'

const zh = {
  title: '导入{{sheet}}',
  noKind: '没有这种表，或您的职责不包括它。',
  choose: '选择文件',
  sending: '正在上传',
  drop: '也可以把 .xlsx 或 .csv 拖到这里。WPS、Excel 存的都行。',
  template: '下载模板',
  lead: '先检查，不会马上登记；同一张表送两次不会重复。',
  columns: '要有哪些列',
  columnsWhy:
    '有颜色的列必须有；顺序不限，多出来的列不看。表头上面有标题、说明，或表在第二个工作表，都认得。',
  paper: '纸质同意书（如有，写明名称与编号；没有则等本人认领时同意）',
  recent: '最近导入',
  none: '还没有导入过。',
  file: '文件',
  rows: '行数',
  begun: '开始',
  is: '进度',
  lines: '{{n}} 行',
  about: '{{at}} 开始',
  state: {
    receiving: '正在接收',
    checking: '正在检查',
    checked: '检查完成',
    registering: '正在登记',
    done: '登记完成',
    stopped: '已停止',
    failed: '这张表没有收下',
  },
  submit: '提交 {{n}} {{unit}}',
  correction: '下载订正表（{{n}} 行）',
  stop: '停止',
  row: '行',
  column: '要改的列',
  why: '原因',
  rowsOf: '表里的行',
  noRows: '没有要改的行。',
  summary: '：可登记 {{ok}} {{unit}}，需订正 {{bad}} 行。再次提交同一张表不会重复登记。',
  doneSummary: '：新登记 {{n}} {{unit}}，已有的 {{known}} 行没有重复。',
  tried: '上一次没有成功（{{why}}），会自动再试。',
  nothingDone: '没有登记任何一行。',
  another: '换一个文件',
  notes: {
    sheet: '读的是工作表“{{name}}”。',
    alike: '工作表“{{names}}”也有同样的表头，没有读；需要的话请另存成一张再送。',
    hidden: '其中 {{n}} 行在表里是隐藏的，也一起检查了。',
    examples: '模板里的示例 {{n}} 行没有读。',
  },
}
const en: typeof zh = {
  title: 'Import: {{sheet}}',
  noKind: 'There is no such kind of sheet, or it is not part of your duties.',
  choose: 'Choose a file',
  sending: 'Sending',
  drop: 'Or drop an .xlsx or .csv here, from Excel or WPS.',
  template: 'Template',
  lead: 'It is checked first; nothing is registered at once; sending it twice changes nothing.',
  columns: 'Its columns',
  columnsWhy:
    'Those in colour must be there; in any order, and there may be more. A title above, or the table on the second sheet, is understood.',
  paper: 'Consent on paper (name and number, if there is one; otherwise each person consents when claiming)',
  recent: 'Recent imports',
  none: 'None yet.',
  file: 'File',
  rows: 'Rows',
  begun: 'Begun',
  is: 'State',
  lines: '{{n}} rows',
  about: 'begun {{at}}',
  state: {
    receiving: 'Being received',
    checking: 'Checking',
    checked: 'Checked',
    registering: 'Registering',
    done: 'Registered',
    stopped: 'Stopped',
    failed: 'This sheet was not taken',
  },
  submit: 'Register {{n}} {{unit}}',
  correction: 'Correction file ({{n}} rows)',
  stop: 'Stop',
  row: 'Row',
  column: 'Column',
  why: 'Why',
  rowsOf: 'Rows of the sheet',
  noRows: 'No row to correct.',
  summary:
    ': {{ok}} {{unit}} can be registered, {{bad}} rows need correction. Sending the same sheet again registers nothing twice.',
  doneSummary: ': {{n}} {{unit}} registered, {{known}} were there already and were not doubled.',
  tried: 'The last try did not succeed ({{why}}); it is tried again by itself.',
  nothingDone: 'Not a single row was registered.',
  another: 'Choose another file',
  notes: {
    sheet: 'Read from the sheet “{{name}}”.',
    alike:
      'The sheets “{{names}}” have the same header and were not read; save them on their own to send them.',
    hidden: '{{n}} of the rows are hidden in the sheet; they were checked as well.',
    examples: '{{n}} example rows of the template were passed over.',
  },
}

declare module '../../../../kit/words.ts' {
  interface Words {
    import: typeof zh
  }
}
bring('import', { zh, en })
