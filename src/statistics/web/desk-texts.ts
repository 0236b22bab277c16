// What shared pages of the desk say of the figures.
import { share } from '../../kit/words.ts'

const zh = {
  menu: {
    statistics: '数据看板',
    term: '届期报告',
  },
  background: {
    statistics: '统计汇总',
    live: '大屏',
    discovery: '找服务的索引',
    facts: '通用统计',
  },
}
const en: typeof zh = {
  menu: {
    statistics: 'Figures',
    term: 'Term report',
  },
  background: {
    statistics: 'Folding the figures',
    live: 'Big screen',
    discovery: 'Index of open shifts',
    facts: 'General facts',
  },
}
share({ zh, en })
