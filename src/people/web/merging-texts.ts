// Words of entries that may be one person.
import { bring } from '../../kit/words.ts'

const zh = {
  twins: '可能是同一人',
  noTwins: '没有发现重复',
  twinsElsewhere: '别的街镇还有 {{n}} 份可能是同一人，由区里查看。',
  propose: '提出合并到这里',
  proposed: '已提出，等另一位工作人员来定',
  why: '为什么说是同一人',
  whyHint: '至少四个字，如：窗口看过两份证件原件，是同一人',
  apart: '提出的人不能自己定；自己和家里人的登记，不能提也不能定。撤销合并同样要两个人。',
  stays: '留下的一份',
  joins: '并过来的一份',
  same: '相同',
  differs: '不同',
  left: '维持原样',
  join: {
    title: '这两份登记是同一个人吗',
    lead: '合并以后，两个编号都查得到这个人，时长合在一起，一分钟也不会算两次',
    done: '合成一份',
    pass: '同意，合成一份',
    refuse: '不是同一人',
    passed: '已合成一份',
  },
  part: {
    title: '把合错的两份登记分开吗',
    lead: '分开以后，时长各归各的，用过的证明查验时会说明有变动',
    done: '分开',
    pass: '同意，分开',
    refuse: '确是同一人',
    passed: '已分开',
  },
}
const en: typeof zh = {
  twins: 'May be the same person',
  noTwins: 'No duplicates found',
  twinsElsewhere: '{{n}} more in other towns; the district looks at them.',
  propose: 'Propose to join into this',
  proposed: 'Proposed; a colleague decides',
  why: 'Why they are one person',
  whyHint: 'At least four characters, such as: both originals seen at the counter',
  apart:
    'Whoever proposes does not decide; nobody does either over an entry of their own or of their household. Parting takes two people as well.',
  stays: 'Stays',
  joins: 'Joins it',
  same: 'same',
  differs: 'differs',
  left: 'Left as it was',
  join: {
    title: 'Are these two entries one person?',
    lead: 'Joined, both numbers find the person; hours are summed, and no minute counts twice',
    done: 'Joined',
    pass: 'Yes, join them',
    refuse: 'Not the same person',
    passed: 'Joined',
  },
  part: {
    title: 'Part two entries that were joined wrongly?',
    lead: 'Parted, each keeps its own hours; certificates say what changed when they are verified',
    done: 'Parted',
    pass: 'Yes, part them',
    refuse: 'They are the same person',
    passed: 'Parted',
  },
}

declare module '../../kit/words.ts' {
  interface Words {
    merging: typeof zh
  }
}
bring('merging', { zh, en })
