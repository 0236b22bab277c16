// Words of every form.
import { bring } from '../words.ts'

const zh = {
  optional: '选填',
  choose: '请选择',
  keptFor: '已为您保留 {{at}} 写的内容',
  discard: '重新填写',
  saved: '已自动保存 {{at}}',
  wrong: '还有 {{n}} 处要改，填好的都还在',
  sending: '正在提交',
  place: { search: '找街镇或村居', none: '没有这个名字的街镇或村居' },
  person: {
    search: '姓名、拼音或编号',
    byNumber: '手机号或志愿者编号',
    none: '您的范围内没有找到',
    more: '还有更多人，请再写几个字',
  },
  day: { work: '工作日', off: '休息日', holiday: '{{name}}放假', makeUp: '{{name}}调休，要上班' },
  period: { day: '日期', start: '开始', end: '结束', next: '次日', lasts: '共 {{h}} 小时' },
  add: '加一项',
  remove: '去掉',
}
const en: typeof zh = {
  optional: 'optional',
  choose: 'Please choose',
  keptFor: 'What you wrote on {{at}} was kept for you',
  discard: 'Start anew',
  saved: 'Saved {{at}}',
  wrong: '{{n}} to mend; what is filled in stays',
  sending: 'Sending',
  place: {
    search: 'Find a town or community',
    none: 'No town or community of this name',
  },
  person: {
    search: 'Name, pinyin or number',
    byNumber: 'Phone or volunteer number',
    more: 'There are more; type on',
    none: 'Nobody found in your scope',
  },
  day: {
    work: 'working day',
    off: 'day off',
    holiday: '{{name}}',
    makeUp: '{{name}}, a make-up working day',
  },
  period: { day: 'Day', start: 'Start', end: 'End', next: 'next day', lasts: '{{h}} hours' },
  add: 'Add',
  remove: 'Remove',
}

declare module '../words.ts' {
  interface Words {
    form: typeof zh
  }
}
bring('form', { zh, en })
