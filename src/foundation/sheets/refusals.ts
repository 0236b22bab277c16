// Why something about a sheet is refused, in both languages. What is wrong with the file itself is spreadsheets/refusals.ts.
import { refusals } from '../refusals.ts'

export const refuse = refusals({
  'import.state': {
    status: 409,
    zh: '这张表现在不能做这一步：{is}。',
    en: 'This sheet is not at that step: {is}.',
  },
  'import.given-up': {
    status: 422,
    zh: '这张表检查了 {n} 次都没有查完，不再试了。请只复制有内容的部分到新表再试。',
    en: 'The check of this sheet broke off {n} times; it is not tried again. Copy what is filled in into a new sheet.',
  },
  'import.other-kind': {
    status: 422,
    zh: '这是一张{other}，这里收的是{here}。请到“{other}”的导入页去送。',
    en: 'This is a sheet of another kind ({other}); {here} is taken here. Send it on its own page.',
  },
})
