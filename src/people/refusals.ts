// Why something about a person is refused, in both languages.
import { refusals } from '../foundation/refusals.ts'

export const refuse = refusals({
  'person.document': {
    status: 422,
    zh: '{defect}。请对着证件再看一眼。',
    en: '{defect}. Look at the document once more.',
  },
  'person.birth': {
    status: 422,
    zh: '{defect}。',
    en: '{defect}.',
  },
  'person.mismatch': {
    status: 422,
    zh: '{what}与证件号码不一致。',
    en: '{what} does not agree with the document number.',
  },
  'person.place': { status: 422, zh: '没有这个村居。', en: 'There is no such community.' },
  'person.guardian': {
    status: 422,
    zh: '{age} 周岁以下需要监护人同意，请填写监护人姓名和手机。',
    en: 'Under {age}, a guardian must agree: give the guardian’s name and phone.',
  },
  'person.consent': {
    status: 422,
    zh: '请先阅读并同意个人信息处理规则。',
    en: 'Please read and accept how personal data is handled.',
  },
  'person.already-registered': {
    status: 409,
    zh: '这个证件已经登记过。多半是社区或单位替您登记的，点“认领我的登记”就能接着用，时长都在。',
    en: 'This document is registered already, most likely by your community. Choose “claim my registration” to go on with it; every hour is kept.',
  },
  'person.held': {
    status: 409,
    zh: '这个证件已被另一个账号登记，但没有核验过。请本人带证件到最近的站点，当面登记后就归您，那一份会作废。',
    en: 'Another account registered this document without showing it. Bring it to the nearest station: registered there in person it is yours, and theirs is void.',
  },
  'person.household-full': {
    status: 409,
    zh: '一个账号最多替 {most} 位家人办事。',
    en: 'One account acts for at most {most} people.',
  },
  'person.verify-first': {
    status: 409,
    zh: '已有 {n} 位家人还没有核验。请先带他们的证件到站点核验，再添新的家人。',
    en: '{n} of your household are not verified yet; have their documents seen at a station before adding others.',
  },
  'person.has-own': {
    status: 409,
    zh: '这个账号已经有本人的登记。要替家人登记，请用“我的家人”。',
    en: 'This account has its own registration. For family members use “my household”.',
  },
  'person.other-phone': {
    status: 422,
    zh: '请填登录用的手机号。要用别的号码登记，请退出，用那个号码收验证码登录后再登记。',
    en: 'Give the phone you signed in with. To register with another one, sign out and sign in with a code to that phone.',
  },
  'person.household-day': {
    status: 429,
    zh: '一天最多替 {most} 位家人登记，请 {hours} 小时后再试，或到社区站点登记。',
    en: 'At most {most} members of a household are registered in a day; try again in {hours} hours, or at a station.',
  },
  'claim.none': {
    status: 404,
    zh: '没有找到与姓名、证件都相符的登记，请核对，或直接登记。',
    en: 'No registration matches both name and document; check them, or register.',
  },
  'claim.other-phone': {
    status: 409,
    zh: '这份登记留的是另一个手机号。请用那个手机登录，或带证件到最近的站点，由工作人员当面办理。',
    en: 'This registration carries another phone. Sign in with that phone, or bring the document to the nearest station.',
  },
  'claim.not-your-phone': {
    status: 422,
    zh: '请填写当前登录所用的手机号。',
    en: 'Give the phone number you signed in with.',
  },
  'claim.wrong': {
    status: 422,
    zh: '姓名或证件后六位对不上，请对着证件再看一眼。还是不行，就点“不是我”，按平常登记。',
    en: 'Name or last six do not fit; look at the document once more. If it is not you, choose “not me” and register as usual.',
  },
  'claim.own-already': {
    status: 409,
    zh: '这个账号已经有本人的登记，请选“是我的家人”。',
    en: 'This account has its own registration; choose “one of my household”.',
  },
  'claim.taken': {
    status: 409,
    zh: '这份登记已有自己的账号。',
    en: 'This registration has an account of its own.',
  },
  'verify.document': {
    status: 409,
    zh: '这份登记没有证件：证件已在别处当面核验。',
    en: 'This entry has no document: it was verified in person elsewhere.',
  },
  'phone.known': {
    status: 409,
    zh: '此人已有手机号。',
    en: 'This person has a phone already.',
  },
  'verify.already': { status: 409, zh: '已经实名。', en: 'Verified already.' },
  'verify.self': {
    status: 403,
    zh: '不能核验自己或家人的证件，请另一位工作人员办理。',
    en: 'Nobody verifies a document of their own or of their household; ask a colleague.',
  },
  'merge.own': {
    status: 403,
    zh: '不能合并自己或家人的登记，请另一位工作人员办理。',
    en: 'Nobody joins entries of their own or of their household; ask a colleague.',
  },
  'merge.same': { status: 422, zh: '请选择两份不同的登记。', en: 'Choose two different entries.' },
  'merge.already': {
    status: 409,
    zh: '其中一份已经并入别的登记。',
    en: 'One of them has been merged already.',
  },
  'merge.proposed': {
    status: 409,
    zh: '这份登记已有人提出合并，正等另一位工作人员来定。',
    en: 'A merge of this entry is proposed already and waits for a colleague’s decision.',
  },
  'merge.none': { status: 409, zh: '这份登记没有被合并。', en: 'This entry is not merged.' },
  'document.same': {
    status: 409,
    zh: '登记的就是这本证件。',
    en: 'This is the document that is registered.',
  },
  'document.taken': {
    status: 409,
    zh: '这本证件已经登记在一份登记上。是同一个人的，请提出合并；是本人用过的旧证件，不用再登记。',
    en: 'This document stands on an entry already. Of the same person: propose to join them; one that they had before needs no entry.',
  },
  'move.same': { status: 409, zh: '登记的就是这个村居。', en: 'This is the community that is registered.' },
  'move.lately': {
    status: 409,
    zh: '{day} 刚改过住址。再要改，请带证件到社区站点。',
    en: 'You moved on {day}. To change it again, bring your document to a station.',
  },
  'staff.none': {
    status: 422,
    zh: '没有人用这个手机号登记，请先在手机上登记。',
    en: 'Nobody is registered with this phone; they register on the phone first.',
  },
  'staff.several': {
    status: 422,
    zh: '这个手机号登记了不止一人，请用 --name 写明姓名。',
    en: 'Several people are registered with this phone; say which with --name.',
  },
  'staff.role': { status: 422, zh: '没有“{role}”这个职务。', en: 'There is no role “{role}”.' },
})
