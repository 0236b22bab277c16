// What shared pages of the desk say of the figures.
import { share } from '../../kit/words.ts'

const zh = {
  menu: {
    statistics: '数据看板',
    term: '届期报告',
  },
}
const en: typeof zh = {
  menu: {
    statistics: 'Figures',
    term: 'Term report',
  },
}
share({ zh, en })
