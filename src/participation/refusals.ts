// Why a sign-up or a check-in is refused: one line each, in both languages.
import { refusals } from '../foundation/refusals.ts'

export const refuse = refusals({
  'signup.closed': { status: 409, zh: '这一班不再招募。', en: 'This shift no longer takes volunteers.' },
  'signup.started': { status: 409, zh: '这一班已经开始。', en: 'This shift has begun already.' },
  'signup.inactive': {
    status: 403,
    zh: '您的志愿者身份目前不能报名，请联系社区站点。',
    en: 'Your registration cannot sign up at present; ask your station.',
  },
  'signup.phone-first': { status: 403, zh: '请先验证手机号。', en: 'Verify your phone first.' },
  'signup.real-name': {
    status: 403,
    zh: '这项服务有一定风险，需要先实名核验。带证件到最近的站点即可。',
    en: 'This service carries risk and asks for real-name verification: bring your document to a station.',
  },
  'signup.too-young': {
    status: 403,
    zh: '这项服务限 {age} 周岁以上。',
    en: 'This service is for people of {age} and over.',
  },
  'signup.guardian': {
    status: 403,
    zh: '未成年人报名需要先登记监护人的同意。',
    en: 'A minor needs a guardian’s consent on record.',
  },
  'signup.consent': {
    status: 403,
    zh: '请先认领登记并同意个人信息处理规则。',
    en: 'Claim your registration and give your consent first.',
  },
  'signup.unqualified': {
    status: 403,
    zh: '这个岗位要有：{kinds}。有证的请到街镇中心登记核对；没有的，{way}。',
    en: 'This position needs: {kinds}. If you have it, have it entered at your town’s centre; if not: {way}.',
  },
  'checkin.unqualified': {
    status: 403,
    zh: '这个岗位要有：{kinds}，您的已过期或暂停。请找负责人；{way}。',
    en: 'This position needs: {kinds}; yours is over or suspended. Speak to the leader; {way}.',
  },
  'signup.already': { status: 409, zh: '已经报过名了。', en: 'Signed up already.' },
  'signup.collides': {
    status: 409,
    zh: '与“{with}”时间重叠（{from} – {until}）。',
    en: 'Overlaps with “{with}” ({from} – {until}).',
  },
  'signup.others-day': {
    status: 429,
    zh: '一天最多替家人报名 {most} 次，请 {hours} 小时后再试。',
    en: 'At most {most} sign-ups a day for one’s household; try again in {hours} hours.',
  },
  'signup.not-live': { status: 409, zh: '这个报名已经结束。', en: 'This sign-up has ended already.' },
  'signup.on-duty': {
    status: 409,
    zh: '已经签到，不能再退出。',
    en: 'Already checked in; it cannot be withdrawn.',
  },
  'checkin.code': { status: 422, zh: '这不是本系统的签到码。', en: 'This is not one of our check-in codes.' },
  'checkin.stopped': {
    status: 409,
    zh: '这个项目已经暂停或取消，现在不能签到。',
    en: 'This project is suspended or cancelled; there is no check-in now.',
  },
  'checkin.uncovered': {
    status: 409,
    zh: '{day}没有有效的人身意外保险，不能开始。请先补上保险合同。',
    en: 'No accident insurance is in force on {day}, so this cannot start. Name a contract that is.',
  },
  'checkin.expired': {
    status: 422,
    zh: '这个码已经过期，请扫负责人屏幕上现在的码。',
    en: 'This code is over; scan the one now on the leader’s screen.',
  },
  'checkin.too-early': {
    status: 409,
    zh: '还没到签到时间，{from} 开始。',
    en: 'Too early; check-in opens at {from}.',
  },
  'checkin.too-late': {
    status: 409,
    zh: '这一班已经结束，请联系负责人补录。',
    en: 'This shift is over; ask the leader to enter you.',
  },
  'checkin.not-on-roster': {
    status: 403,
    zh: '您不在这一班的名单上。',
    en: 'You are not on the roster of this shift.',
  },
  'checkin.twice': {
    status: 409,
    zh: '刚刚已经签到，结束时再扫一次就是签退。',
    en: 'You just checked in; scan once more at the end to check out.',
  },
  'checkin.done': { status: 409, zh: '这一班已经签退。', en: 'You have checked out of this shift already.' },
  'roster.times': { status: 422, zh: '时间不在这一班之内。', en: 'The times do not lie within the shift.' },
  'roster.self': { status: 403, zh: '不能给自己录入。', en: 'Nobody enters themselves.' },
  'roster.not-begun': {
    status: 409,
    zh: '这一班还没开始，不能录入。',
    en: 'The shift has not begun; nothing to enter yet.',
  },
  'merge.not-given': {
    status: 422,
    zh: '选了退出的报名里，有的已经开始、已经退出，或不是这两份登记的。请重新打开再选。',
    en: 'Of the sign-ups chosen to be given back some have begun, have ended, or are of neither entry. Open it anew and choose again.',
  },
  'merge.collides': {
    status: 409,
    zh: '两份登记在同一时间各有一个名额（{held}；{with}，{from}）。请问本人留哪一个，另一个在合并时退出。',
    en: 'Both entries hold a place at one time ({held}; {with}, {from}). Ask the volunteer which one to keep; the other is given back when they are joined.',
  },
})
