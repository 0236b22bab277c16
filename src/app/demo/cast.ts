// One login a role, and whether a demo is wanted at all.
import { giveRole } from '../../foundation/access/grants.ts'
import type { Role } from '../../foundation/access/roles.ts'
import { setPassword } from '../../foundation/accounts/passwords.ts'
import { holdAccount, makeAccount } from '../../foundation/accounts/service.ts'
import type { LocalDay } from '../../foundation/clock.ts'
import type { Ground } from '../../foundation/ground.ts'
import { consentOnEntry, enter, entryOf } from '../../people/entry.ts'
import type { Sex } from '../../people/identity.ts'
import { anybody } from '../../people/service.ts'
import type { Place } from '../../places/contract.ts'
import { places } from '../../places/service.ts'
import { inventDocument } from './invented.ts'

export const DEMO_PASSWORD = 'songjiang-demo-2026'
type Cast = {
  role: string
  name: string
  sex: Sex
  birth: LocalDay
  phone: string
  grant?: Role
  at?: 'district' | 'town' | 'community'
}
/** One login a role. Everybody here lives in 方松街道. */
export const CAST: readonly Cast[] = [
  { role: '志愿者 volunteer', name: '李秀英', sex: 'female', birth: '1956-03-12', phone: '13800000001' },
  { role: '队长 team-leader', name: '陈国华', sex: 'male', birth: '1961-07-30', phone: '13800000002' },
  {
    role: '站点专员 station-keeper',
    name: '沈丽',
    sex: 'female',
    birth: '1984-11-02',
    phone: '13800000003',
    grant: 'station-keeper',
    at: 'community',
  },
  {
    role: '街镇中心 town-clerk',
    name: '周敏',
    sex: 'female',
    birth: '1988-05-21',
    phone: '13800000004',
    grant: 'town-clerk',
    at: 'town',
  },
  {
    role: '活动协调部负责人 activity-coordination-head',
    name: '顾伟',
    sex: 'male',
    birth: '1979-01-15',
    phone: '13800000005',
    grant: 'activity-coordination-head',
    at: 'district',
  },
  {
    role: '信息部负责人 information-head',
    name: '杨帆',
    sex: 'female',
    birth: '1990-09-09',
    phone: '13800000006',
    grant: 'information-head',
    at: 'district',
  },
  {
    role: '审计管理员 audit-administrator',
    name: '许静',
    sex: 'female',
    birth: '1975-12-24',
    phone: '13800000007',
    grant: 'audit-administrator',
    at: 'district',
  },
  {
    role: '安全管理员 security-administrator',
    name: '金勇',
    sex: 'male',
    birth: '1982-04-04',
    phone: '13800000008',
    grant: 'security-administrator',
    at: 'district',
  },
  {
    role: '街镇中心负责人 town-head',
    name: '陈建',
    sex: 'male',
    birth: '1974-06-18',
    phone: '13800000009',
    grant: 'town-head',
    at: 'town',
  },
  {
    role: '综合服务部负责人 general-service-head',
    name: '陆文',
    sex: 'female',
    birth: '1972-10-08',
    phone: '13800000010',
    grant: 'general-service-head',
    at: 'district',
  },
  {
    role: '系统管理员 system-administrator',
    name: '曹立',
    sex: 'male',
    birth: '1986-02-27',
    phone: '13800000011',
    grant: 'system-administrator',
    at: 'district',
  },
  {
    role: '监督 supervisor',
    name: '宋洁',
    sex: 'female',
    birth: '1970-08-15',
    phone: '13800000012',
    grant: 'supervisor',
    at: 'district',
  },
  {
    role: '活动协调部 activity-coordination-clerk',
    name: '罗敏',
    sex: 'female',
    birth: '1991-03-03',
    phone: '13800000013',
    grant: 'activity-coordination-clerk',
    at: 'district',
  },
  {
    role: '信息部 information-clerk',
    name: '韩蕾',
    sex: 'female',
    birth: '1993-07-21',
    phone: '13800000014',
    grant: 'information-clerk',
    at: 'district',
  },
  {
    role: '综合服务部 general-service-clerk',
    name: '丁伟',
    sex: 'male',
    birth: '1987-12-01',
    phone: '13800000015',
    grant: 'general-service-clerk',
    at: 'district',
  },
  {
    role: '培训部负责人 training-head',
    name: '苏青',
    sex: 'female',
    birth: '1978-05-06',
    phone: '13800000016',
    grant: 'training-head',
    at: 'district',
  },
  {
    role: '培训部 training-clerk',
    name: '吴桐',
    sex: 'male',
    birth: '1995-09-30',
    phone: '13800000017',
    grant: 'training-clerk',
    at: 'district',
  },
]

/** Nobody is registered here yet. */
export const needsDemo = async (ground: Ground): Promise<boolean> => !(await anybody(ground.db))

/** The logins of a demo district; none where its people are real. */
export async function demoLogins(
  ground: Ground,
): Promise<{ role: string; phone: string; password: string | null }[]> {
  return (await anybody(ground.db, 'demo'))
    ? CAST.map(one => ({ role: one.role, phone: one.phone, password: one.grant ? DEMO_PASSWORD : null }))
    : []
}

/** Enters the people who sign in, as living in one community, and gives them their roles. Answers their ids in order. */
export async function enterCast(
  ground: Ground,
  home: { town: Place; community: Place },
  since: Date,
): Promise<number[]> {
  const cast = await ground.transact(async tx => {
    const entered = await enter(
      ground,
      tx,
      CAST.map((one, i) =>
        entryOf(
          ground,
          {
            name: one.name,
            documentType: 'resident-card',
            document: inventDocument(one.birth, one.sex, 400 + i),
            sex: one.sex,
            birthDate: one.birth,
            phone: one.phone,
            townCode: home.town.code,
            communityCode: home.community.code,
            skills: ['智能手机'],
            interests: ['为老服务'],
          },
          { tier: 'real-name', method: 'staff', source: 'demo', at: since },
        ),
      ),
    )
    const ids = entered.map(one => one.id)
    await consentOnEntry(ground, tx, ids)
    return ids
  })
  const book = await places(ground)
  await ground.transact(async tx => {
    const at = ground.clock()
    const idOf = (role: Role) => cast[CAST.findIndex(one => one.grant === role)] ?? null
    for (const [i, one] of CAST.entries()) {
      const personId = cast[i] ?? 0
      const accountId = await makeAccount(ground, tx, one.phone)
      await holdAccount(tx, accountId, personId, at)
      if (!one.grant) continue
      const nodeId =
        one.at === 'district'
          ? book.district.nodeId
          : one.at === 'town'
            ? home.town.nodeId
            : home.community.nodeId
      // As the desk would have it: proposed by the head of general service, approved by the security administrator.
      const [proposer, approver] = [idOf('general-service-head'), idOf('security-administrator')]
      await giveRole(tx, {
        personId,
        role: one.grant,
        nodeId,
        at,
        grantedBy: proposer === personId ? null : proposer,
        approvedBy: approver === personId ? null : approver,
      })
      await setPassword(ground, tx, accountId, DEMO_PASSWORD)
    }
  })
  return cast
}
