// What shared pages of the desk say of people.
import { share } from '../../kit/words.ts'

const zh = {
  menu: {
    people: '名册',
    import: '导入登记表',
  },
  waiting: {
    verify: '实名核验',
    merge: '重复登记',
    'phone-freed': '手机号已换主人，请联系本人',
  },
  trail: {
    'person.registered': '登记',
    'person.swore': '宣誓',
    'person.not-matched': '实名服务说姓名与证件对不上',
    'household.left': '不再替其办事',
    'person.verified': '核验实名',
    'person.claimed': '本人认领',
    'person.document-voided': '证件经他人当面核验，这一份作废',
    'person.completed': '由表格补上空缺',
    'person.merge-proposed': '提出合并两份登记',
    'person.merged': '两份登记合并',
    'person.parting-proposed': '提出撤销合并',
    'person.parted': '合并撤销',
    'person.read-full': '查看完整身份',
    'person.exported': '带走自己的数据',
    'person.phone-freed': '手机号已换主人',
    'person.phone-renewed': '换新手机号',
    'person.moved': '搬家',
    'person.document-renewed': '换了新证件',
    'contact.made': '记下联系人',
    'consent.given': '确认同意',
  },
  background: {
    places: '地点（各进程）',
    'ask-authority': '问实名服务',
  },
}
const en: typeof zh = {
  menu: {
    people: 'Register',
    import: 'Import a sheet',
  },
  waiting: {
    verify: 'Verification',
    merge: 'Entries of one person',
    'phone-freed': 'Phone is another’s now: ask them for theirs',
  },
  trail: {
    'person.registered': 'Registered',
    'person.swore': 'Swore the oath',
    'person.not-matched': 'Name and document do not match, says the authority',
    'household.left': 'Acted for no longer',
    'person.verified': 'Verified',
    'person.claimed': 'Claimed by the person',
    'person.document-voided': 'Document shown in person by somebody else; void here',
    'person.completed': 'Blanks filled from a sheet',
    'person.merge-proposed': 'Joining of two entries proposed',
    'person.merged': 'Two entries joined',
    'person.parting-proposed': 'Parting of two entries proposed',
    'person.parted': 'Joined entries parted',
    'person.read-full': 'Full identity shown',
    'person.exported': 'Took their own data along',
    'person.phone-freed': 'Phone is another’s now',
    'person.phone-renewed': 'New phone noted',
    'person.moved': 'Moved',
    'person.document-renewed': 'New document',
    'contact.made': 'Contact noted',
    'consent.given': 'Consented',
  },
  background: {
    places: 'Places (every process)',
    'ask-authority': 'Asking the real-name authority',
  },
}
share({ zh, en })
