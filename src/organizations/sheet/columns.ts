// A town's list of teams: its columns, what they may be called, and what each verdict on a row means.
import { localDay } from '../../foundation/clock.ts'
import type { ImportColumn } from '../../foundation/ground.ts'
import type { Words } from '../../foundation/policies/keys.ts'
import { communityNames, townNames } from '../../places/service.ts'
import { organizationPolicies } from '../rules.ts'
import type { TeamColumn, TeamDefect } from './rules.ts'

type Column = ImportColumn & { key: TeamColumn }

export const columns: readonly Column[] = [
  {
    key: '队伍名称',
    en: 'Team',
    aliases: ['队伍', '团队名称', '服务队名称', '志愿服务队名称', '名称'],
    required: true,
    is: 'name',
    own: true,
    width: 26,
    examples: ['示例护河队', '示例读书会'],
  },
  {
    key: '队伍类型',
    en: 'Kind',
    aliases: ['类型', '类别', '服务类别'],
    required: true,
    choices: async ground =>
      ground.policies
        .at(organizationPolicies.teamKinds, localDay(ground.clock()))
        .value.list.filter(one => one.inUse)
        .map(one => one.zh),
    examples: ['社区服务', '社区服务'],
  },
  {
    key: '所在街镇',
    en: 'Town',
    aliases: ['街镇', '街道'],
    required: true,
    choices: townNames,
    examples: ['方松街道', '方松街道'],
  },
  {
    key: '所在村居',
    en: 'Community',
    aliases: ['村居', '居委', '居委会', '社区'],
    under: {
      column: '所在街镇',
      choices: communityNames,
    },
    width: 26,
    examples: ['放生池社区居委会', ''],
  },
  {
    key: '所属组织',
    en: 'Organisation',
    aliases: ['组织', '组织名称', '所属单位', '统一社会信用代码', '信用代码'],
    width: 26,
    examples: ['', ''],
  },
  {
    key: '负责人编号',
    en: 'Leader’s volunteer number',
    aliases: ['队长编号', '负责人志愿者编号', '志愿者编号'],
    is: 'number',
    width: 20,
    examples: ['31011700000018', ''],
  },
  {
    key: '负责人姓名',
    en: 'Leader',
    aliases: ['负责人', '队长', '队长姓名', '联系人'],
    is: 'name',
    longest: 60,
    examples: ['', '张示例'],
  },
  {
    key: '负责人手机',
    en: 'Leader’s phone',
    aliases: ['负责人电话', '队长手机', '队长电话', '联系电话', '手机号码', '手机'],
    is: 'phone',
    longest: 60,
    examples: ['', '13900000901'],
  },
  {
    key: '成立日期',
    en: 'Founded',
    aliases: ['成立时间', '成立于', '组建日期', '组建时间'],
    is: 'day',
    longest: 60,
    examples: ['2019-03-05', '2021年9月1日'],
  },
]

export const notes: readonly Words[] = [
  {
    zh: '负责人填志愿者编号最准；没有编号就填姓名和手机，要与登记时一致。负责人须已实名。',
    en: 'A leader is best named by the volunteer number, else by name and phone as registered. Leaders are verified.',
  },
  {
    zh: '所在村居可以不填：队伍就登记在街镇。',
    en: 'Without a community the team is registered with the town.',
  },
  {
    zh: '属于已登记组织的队伍，填组织名称或统一社会信用代码；社区自己的队伍不填。',
    en: 'A team of a registered organisation names it, or its social credit code; a community’s own team does not.',
  },
]

export const verdicts = {
  unchanged: { zh: '已有这支队伍，没有变化', en: 'the team is there already, nothing new' },
  conflict: {
    zh: '已有同名队伍，但{fields}不同，等工作人员核对',
    en: 'a team of this name exists with another {fields}; staff must decide',
  },
  'out-of-scope': { zh: '不在本次登记的范围内', en: 'outside the scope of this sheet' },
  'name-missing': { zh: '缺队伍名称', en: 'name missing' },
  'name-length': {
    zh: '名称有 {n} 个字，应为 {least} 到 {most} 个',
    en: 'the name has {n} characters; {least} to {most} fit',
  },
  'kind-unknown': { zh: '没有“{value}”这一类队伍', en: 'there is no kind of team “{value}”' },
  'town-unknown': { zh: '没有“{value}”这个街镇', en: 'there is no town “{value}”' },
  'community-not-in-town': {
    zh: '{town}没有“{value}”这个村居',
    en: 'there is no community “{value}” in {town}',
  },
  'duplicate-in-file': { zh: '与第 {row} 行是同一支队伍', en: 'the same team as in row {row}' },
  'organization-unknown': {
    zh: '没有登记“{value}”这个组织，请先登记组织或改正名称',
    en: 'there is no registered organisation “{value}”; register it first or correct its name',
  },
  'organization-several': {
    zh: '叫“{value}”的组织有 {n} 个，请改填统一社会信用代码',
    en: '{n} organisations are called “{value}”; give the social credit code',
  },
  'leader-missing': {
    zh: '缺负责人：填志愿者编号，或姓名和手机',
    en: 'no leader: give the volunteer number, or name and phone',
  },
  'leader-unknown': {
    zh: '没有找到这位负责人，请核对编号，或姓名和手机',
    en: 'no such leader; check the number, or name and phone',
  },
  'leader-several': {
    zh: '有 {n} 位志愿者同名同手机，请改填志愿者编号',
    en: '{n} volunteers have this name and phone; give the volunteer number',
  },
  'leader-unready': { zh: '负责人还没有实名，或已停用', en: 'the leader is not verified, or not active' },
  'founded-impossible': { zh: '没有“{value}”这一天', en: 'there is no day “{value}”' },
  'founded-future': { zh: '成立日期在未来', en: 'the day of founding lies in the future' },
} satisfies Record<TeamDefect | 'unchanged' | 'conflict', Words>

export const names = {
  'name-length': { zh: '名称太短或太长', en: 'name too short or long' },
  'kind-unknown': { zh: '没有这类队伍', en: 'no such kind' },
  'town-unknown': { zh: '没有这个街镇', en: 'no such town' },
  'community-not-in-town': { zh: '村居不在街镇里', en: 'no such community' },
  'organization-unknown': { zh: '没有这个组织', en: 'unknown organisation' },
  'organization-several': { zh: '组织不止一个', en: 'several organisations' },
  'leader-missing': { zh: '缺负责人', en: 'no leader' },
  'leader-unknown': { zh: '没有找到负责人', en: 'unknown leader' },
  'leader-several': { zh: '负责人不止一位', en: 'several leaders' },
  'founded-impossible': { zh: '没有这一天', en: 'no such day' },
} satisfies Partial<Record<TeamDefect, Words>>
