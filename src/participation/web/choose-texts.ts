// Words of choosing a shift and signing up for it: they come with the project's page and with no other.
import { bring } from '../../kit/words.ts'

const zh = {
  which: '报名哪一次？',
  signUp: '我要报名',
  confirm: '确认报名 {{day}}',
  wait: '排队候补 {{day}}',
  read: '已读风险提示：{{risk}}',
  foot: '不能来时请提前一天退出，候补的人会自动补上',
  cannot: '不能报名',
  collides: '与“{{with}}”时间重叠',
  lacks: '要有{{kinds}}',
  mine: { admitted: '已报名', waiting: '候补中', attended: '已签到' },
  done: '报名成功，{{day}} 见',
  queued: '已排在候补第 {{n}} 位，有人退出会自动补上并通知您',
  signInFirst: '登录后报名',
  choose: '请选一班',
  moreShifts: '后面还有 {{n}} 次，再看一些',
  obstacles: {
    'signup.closed': '不再招募',
    'signup.started': '已经开始',
    'signup.inactive': '身份暂停',
    'signup.phone-first': '请先验证手机',
    'signup.real-name': '需先实名',
    'signup.too-young': '未到年龄',
    'signup.guardian': '需监护人同意',
    'signup.consent': '需先确认同意',
    'signup.unqualified': '需有资格',
  },
  inQueue: '{{n}} 人候补',
}
const en: typeof zh = {
  which: 'Which time?',
  signUp: 'Sign up',
  confirm: 'Sign up for {{day}}',
  wait: 'Join the waiting list for {{day}}',
  read: 'Risk notice read: {{risk}}',
  foot: 'If you cannot come, withdraw a day before; the next in line moves up',
  cannot: 'not possible',
  collides: 'Overlaps with “{{with}}”',
  lacks: 'Needs: {{kinds}}',
  mine: { admitted: 'Signed up', waiting: 'Waiting', attended: 'Checked in' },
  done: 'Signed up; see you on {{day}}',
  queued: 'You are number {{n}} in line; you move up by yourself and are told',
  signInFirst: 'Sign in to sign up',
  choose: 'Choose a shift',
  moreShifts: '{{n}} more times; show some',
  obstacles: {
    'signup.closed': 'closed',
    'signup.started': 'has begun',
    'signup.inactive': 'registration suspended',
    'signup.phone-first': 'verify your phone first',
    'signup.real-name': 'real name needed',
    'signup.too-young': 'under age',
    'signup.guardian': 'guardian’s consent needed',
    'signup.consent': 'consent needed',
    'signup.unqualified': 'qualification needed',
  },
  inQueue: '{{n}} waiting',
}

declare module '../../kit/words.ts' {
  interface Words {
    choose: typeof zh
  }
}
bring('choose', { zh, en })
