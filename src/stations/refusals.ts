// Why a site is not registered, or not closed.
import { refusals } from '../foundation/refusals.ts'

export const refuse = refusals({
  'site.kind': {
    status: 422,
    zh: '没有“{kind}”这一类站点，或已停用。',
    en: 'There is no kind of site “{kind}” in use.',
  },
  'site.place': {
    status: 422,
    zh: '站点要在登记它的街镇或村居里。',
    en: 'A site lies within the town or community that registers it.',
  },
  'site.hours': {
    status: 422,
    zh: '第 {n} 段开放时间的关门不在开门之后，或与前面的重叠。',
    en: 'Opening {n} does not close after it opens, or meets an earlier one.',
  },
  'site.host': {
    status: 422,
    zh: '没有这个承办组织，或已解散。',
    en: 'There is no such host organisation, or it is dissolved.',
  },
  'site.name-taken': {
    status: 409,
    zh: '这个街镇已有同名站点。',
    en: 'The town has a site of this name already.',
  },
  'site.closed': { status: 409, zh: '这个站点已经定了关闭日期。', en: 'This site has its last day already.' },
  'site.before': {
    status: 422,
    zh: '最后一天不能早于今天，也不能早于启用的那天。',
    en: 'Its last day is not before today, nor before its first.',
  },
})
