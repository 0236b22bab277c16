// What duties are called, in both languages: for refusals, pages and the terminal alike.
import type { Language, Words } from '../words.ts'
import type { Role } from './roles.ts'

export const roleWords: Record<Role, Words> = {
  'team-leader': { zh: '队长', en: 'Team leader' },
  'station-keeper': { zh: '站点专员', en: 'Station keeper' },
  'town-clerk': { zh: '街镇中心', en: 'Town centre' },
  'town-head': { zh: '街镇中心负责人', en: 'Head of a town centre' },
  'general-service-clerk': { zh: '综合服务部', en: 'General service' },
  'general-service-head': { zh: '综合服务部负责人', en: 'Head of general service' },
  'activity-coordination-clerk': { zh: '活动协调部', en: 'Activity coordination' },
  'activity-coordination-head': { zh: '活动协调部负责人', en: 'Head of activity coordination' },
  'information-clerk': { zh: '信息部', en: 'Information' },
  'information-head': { zh: '信息部负责人', en: 'Head of information' },
  'training-clerk': { zh: '培训部', en: 'Training' },
  'training-head': { zh: '培训部负责人', en: 'Head of training' },
  'system-administrator': { zh: '系统管理员', en: 'System administrator' },
  'security-administrator': { zh: '安全管理员', en: 'Security administrator' },
  'audit-administrator': { zh: '审计管理员', en: 'Audit administrator' },
  supervisor: { zh: '监督', en: 'Supervisor' },
  scorer: { zh: '评委', en: 'Scorer' },
}

/** One language of a list of words, as texts of pages hold it. */
export const inLanguage = <Key extends string>(
  words: Record<Key, Words>,
  language: Language,
): Record<Key, string> =>
  Object.fromEntries(Object.entries<Words>(words).map(([key, one]) => [key, one[language]])) as Record<
    Key,
    string
  >
