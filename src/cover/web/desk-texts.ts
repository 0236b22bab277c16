// What shared pages of the desk say of insurance contracts.
import { share } from '../../kit/words.ts'

const zh = {
  trail: {
    'cover.entered': '录入保险合同',
    'cover.confirmed': '保险合同核对无误',
    'cover.withdrawn': '保险合同撤回',
  },
}
const en: typeof zh = {
  trail: {
    'cover.entered': 'Insurance contract entered',
    'cover.confirmed': 'Insurance contract confirmed',
    'cover.withdrawn': 'Insurance contract withdrawn',
  },
}
share({ zh, en })
