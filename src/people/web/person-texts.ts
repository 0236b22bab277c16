// Words of the desk's page of one person. Apart from those of registration, which a phone's first page carries.
import { bring } from '../../kit/words.ts'

const zh = {
  columns: {
    name: '姓名',
    born: '出生年',
    place: '居住',
    tier: '状态',
    document: '证件',
    phone: '手机',
    registered: '登记',
  },
  verify: '已见证件，核验实名',
  verified: '已核验',
  phone: {
    gone: '手机号已换主人',
    goneLead: '原来的号码现在是别人的。看过证件后，写下本人现在的手机号。',
    now: '现在的手机号',
    note: '记下',
    noted: '已记下新手机号',
  },
}
const en: typeof zh = {
  columns: {
    name: 'Name',
    born: 'Born',
    place: 'Home',
    tier: 'Tier',
    document: 'Document',
    phone: 'Phone',
    registered: 'Registered',
  },
  verify: 'Document seen, verify',
  verified: 'Verified',
  phone: {
    gone: 'The phone is somebody else’s now',
    goneLead:
      'The number belongs to another now. When you have seen the document, write down the number they have.',
    now: 'The number they have now',
    note: 'Note it',
    noted: 'The new number is noted',
  },
}

declare module '../../kit/words.ts' {
  interface Words {
    person: typeof zh
  }
}
bring('person', { zh, en })
