// What shared pages of the desk say of umbrellas.
import { share } from '../../kit/words.ts'

const zh = {
  menu: { umbrellas: '爱心伞' },
  waiting: { umbrella: '逾期的伞' },
  trail: { 'umbrella.lent': '借出爱心伞' },
  panel: { umbrellas: '爱心伞', 'umbrellas.out': '借过' },
}
const en: typeof zh = {
  menu: { umbrellas: 'Umbrellas' },
  waiting: { umbrella: 'Umbrella overdue' },
  trail: { 'umbrella.lent': 'Umbrella lent' },
  panel: { umbrellas: 'Umbrellas', 'umbrellas.out': 'Borrowed' },
}
share({ zh, en })
