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
    verified: '实名方式',
    guardian: '监护人',
    consent: '个人信息',
    skills: '会什么',
    languages: '会说',
    national: '全国志愿者编号',
  },
  facts: '登记',
  history: '经过',
  none: '没有登记',
  age: '{{n}} 岁',
  next: '下一步',
  nexts: { verify: '还没有核验实名', twins: '有 {{n}} 处疑似重复' },
  go: { verify: '核验实名', twins: '比对两份登记' },
  sexes: { male: '男', female: '女' },
  states: { active: '在册', suspended: '暂停', left: '已退出', deceased: '已去世' },
  methods: { authority: '实名服务比对', staff: '工作人员看过证件原件', sheet: '街镇签字名单' },
  notVerified: '还没有核验',
  consented: '已同意处理规则',
  notConsented: '还没有同意处理规则',
  sources: { self: '本人在手机上', staff: '站点窗口', sheet: '登记表导入', demo: '演示数据' },
  verifyTitle: '核验实名',
  verifyLead: '请本人出示证件原件。写明事由后显示登记的内容，与原件逐项比对；这次查看本人看得到。',
  verifyHint: '如：本人到窗口，出示身份证原件',
  verifyShow: '显示，与原件比对',
  paper: { name: '姓名', document: '证件', sex: '性别', birth: '出生日期' },
  verify: '与原件一致，核验实名',
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
    verified: 'Real name',
    guardian: 'Guardian',
    consent: 'Personal data',
    skills: 'Skills',
    languages: 'Languages',
    national: 'National number',
  },
  facts: 'Registration',
  history: 'What happened',
  none: 'none given',
  age: '{{n}} years',
  next: 'Next',
  nexts: { verify: 'Not verified yet', twins: '{{n}} may be the same person' },
  go: { verify: 'Verify', twins: 'Compare two entries' },
  sexes: { male: 'male', female: 'female' },
  states: { active: 'active', suspended: 'suspended', left: 'left', deceased: 'deceased' },
  methods: {
    authority: 'compared by the real-name authority',
    staff: 'document seen by staff',
    sheet: 'a town’s signed list',
  },
  notVerified: 'not verified yet',
  consented: 'agreed to how data is used',
  notConsented: 'has not agreed yet',
  sources: { self: 'by themselves', staff: 'at a station', sheet: 'from a sheet', demo: 'invented' },
  verifyTitle: 'Verify the real name',
  verifyLead:
    'Ask for the original document. Say why, and what was registered is shown, to be compared with it line by line; the person sees that you looked.',
  verifyHint: 'such as: at the counter, with the original ID card',
  verifyShow: 'Show, to compare',
  paper: { name: 'Name', document: 'Document', sex: 'Sex', birth: 'Birth date' },
  verify: 'It agrees: verify',
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
