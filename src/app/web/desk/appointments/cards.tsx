// Beside the table: the three administrators, what excludes what, and who stands in for whom.
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Schemas } from '../../../../kit/api.ts'
import { plainDay } from '../../../../kit/format.ts'
import { useSettings } from '../../../../kit/settings.ts'
import { DeputyForm } from './forms.tsx'
import './texts.ts'
import { type Appointment, dutyName, roleName, whereOf } from './words.ts'

type Page = Schemas['AppointmentsPage']
type Admin = 'system-administrator' | 'security-administrator' | 'audit-administrator'
const isAdmin = (role: string): role is Admin => role.endsWith('-administrator')

export function Administrators({
  administrators,
  me,
}: {
  administrators: Page['administrators']
  me: number | null
}) {
  const { t } = useTranslation()
  return (
    <aside className="panel">
      <h2>
        {t('appointments.administrators')}{' '}
        <small className="second">{t('appointments.administratorsWhy')}</small>
      </h2>
      <ul className="admins">
        {administrators.map(({ role, name, personId, deputy }) =>
          isAdmin(role) ? (
            <li key={`${role}-${personId}`}>
              <i aria-hidden="true" className={role}>
                {t(`appointments.badges.${role}`)}
              </i>
              <div>
                <b>
                  {roleName(t, role)} {name || t('appointments.vacant')}
                  {personId !== null && personId === me && t('appointments.you')}
                </b>
                <p className="second">{t(`appointments.duties.${role}`)}</p>
              </div>
              {deputy && <small className="second">{t('appointments.deputyIs', { name: deputy })}</small>}
            </li>
          ) : null,
        )}
      </ul>
    </aside>
  )
}

/** Roles that all exclude each other stand on one line: system ≠ security ≠ audit. */
function cliques(pairs: Page['exclusions']['pairs']) {
  const groups: { roles: string[]; scope: string }[] = []
  const clash = (a: string, b: string, scope: string) =>
    pairs.some(
      pair =>
        pair.scope === scope &&
        ((pair.one === a && pair.other === b) || (pair.one === b && pair.other === a)),
    )
  for (const { one, other, scope } of pairs) {
    const both = [one, other]
    const alike = groups.filter(group => group.scope === scope)
    if (alike.some(group => both.every(role => group.roles.includes(role)))) continue
    const home = alike.find(group =>
      both.every(role => group.roles.every(held => held === role || clash(held, role, scope))),
    )
    if (home) home.roles = [...new Set([...home.roles, ...both])]
    else groups.push({ roles: both, scope })
  }
  return groups
}

export function Exclusions({ exclusions }: { exclusions: Page['exclusions'] }) {
  const { t } = useTranslation()
  const { language } = useSettings()
  const { stopped } = exclusions
  return (
    <aside className="panel">
      <h2>
        {t('appointments.excluding')}
        <small className="second" title={exclusions.source}>
          {t('appointments.excludingSince', { day: exclusions.since })}
        </small>
      </h2>
      <ul className="excludes">
        {cliques(exclusions.pairs).map(({ roles, scope }) => (
          <li key={roles.join()}>
            {roles.map((role, i) => (
              <span key={role}>
                {i > 0 && <b aria-hidden="true"> ≠ </b>}
                <span className="tag grey">{roleName(t, role)}</span>
              </span>
            ))}
            {scope === 'same-node' && <small className="second"> {t('appointments.sameNode')}</small>}
          </li>
        ))}
      </ul>
      {stopped.length > 0 && (
        <p className="dot red">{t('appointments.excludedNow', { n: stopped.length })}</p>
      )}
      {stopped.map(it => (
        <p key={it.id} className="second">
          {it.name} · {dutyName(t, it)} · {whereOf(t, it)}
          {it.until && ` · ${plainDay(it.until, language)}`}
        </p>
      ))}
    </aside>
  )
}

export function Leave({ deputies, mine }: { deputies: Appointment[]; mine: Appointment[] }) {
  const { t } = useTranslation()
  const { language } = useSettings()
  const [asking, setAsking] = useState<Appointment | null>(null)
  const own = mine.filter(it => it.mayDeputise)
  return (
    <aside className="panel">
      <h2>{t('appointments.leaveTitle')}</h2>
      {deputies.length === 0 && <p className="second">{t('appointments.leaveNone')}</p>}
      {deputies.map(it => (
        <p key={it.id} className="second">
          {t('appointments.leaveLine', {
            deputy: it.name,
            name: it.deputyFor?.name ?? '',
            day: it.until ? plainDay(it.until, language) : '',
          })}
        </p>
      ))}
      {own.length > 0 && <h3>{t('appointments.myDuties')}</h3>}
      {own.map(it => (
        <div key={it.id} className="mine">
          <span>
            {dutyName(t, it)} · {whereOf(t, it)}
          </span>
          <Button size="small" onClick={() => setAsking(it)}>
            {t('appointments.askDeputy')}
          </Button>
        </div>
      ))}
      {own[0]?.personId != null && (
        <Link to={`/desk/handover/${own[0].personId}`}>{t('appointments.handover')}</Link>
      )}
      <DeputyForm of={asking} onClose={() => setAsking(null)} />
    </aside>
  )
}
