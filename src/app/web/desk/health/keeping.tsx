// What is kept and what goes out: the last good backup, room on its disk, today's notices by gateway.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Popconfirm } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { api, ask } from '../../../../kit/api.ts'
import { count } from '../../../../kit/format.ts'
import { Broken } from '../../../../kit/states.tsx'
import { toast } from '../../../../kit/toast.tsx'
import { bytesOf, type Health, Line, lightOf, useMoment } from './parts.tsx'
import './texts.ts'

export function Backups({ data, operates }: { data: Health; operates: boolean }) {
  const { t } = useTranslation()
  const moment = useMoment()
  const client = useQueryClient()
  const { backups } = data
  const fresh = () => client.invalidateQueries({ queryKey: ['health'] })
  const now = useMutation({
    mutationFn: () => ask(api.POST('/api/system/backups')),
    onSuccess: () => toast(t('health.backupAsked')),
    onSettled: fresh,
  })
  const free = useMutation({
    mutationFn: () => ask(api.POST('/api/system/backups/free')),
    onSuccess: ({ removed, bytes }) => toast(t('health.freed', { n: removed, size: bytesOf(bytes) })),
    onSettled: fresh,
  })
  const hours = backups.lastGoodAt
    ? Math.floor((Date.parse(data.at) - Date.parse(backups.lastGoodAt)) / 3_600_000)
    : null
  const light = lightOf.backups(backups)
  return (
    <section className={`panel backups ${light}`} aria-labelledby="health-backups">
      <div className="caption">
        <h2 id="health-backups">
          {t('health.backups')} <i className={`light ${light}`} aria-hidden="true" />{' '}
          <span className={light === 'bad' ? 'bad' : 'second'}>
            {t(backups.old ? 'health.backupOld' : 'health.backupFresh')}
          </span>
        </h2>
        <span className="second">{t('health.backupKept', { n: backups.kept })}</span>
      </div>
      <div className="age">
        {hours !== null && (
          <b className={light === 'bad' ? 'bad' : undefined}>
            {hours} <small>{t('health.hours')}</small>
          </b>
        )}
        <p className="second">
          {backups.lastGoodAt
            ? t('health.lastGood', {
                when: moment(backups.lastGoodAt),
                size: bytesOf(backups.lastBytes ?? 0),
              })
            : t('health.noBackup')}
          <br />
          {t('health.oldAfter')}
        </p>
      </div>
      <ol className="nights" aria-label={t('health.nights')}>
        {backups.days.map(({ day, state }) => (
          <li key={day} className={state} title={day}>
            {Number(day.slice(8))}
            <span className="sr">{t(state === 'good' ? 'health.nightGood' : 'health.nightFailed')}</span>
          </li>
        ))}
      </ol>
      {backups.failed && (
        <p className="bad">
          {t('health.backupFailed', { when: moment(backups.failed.at), error: backups.failed.error })}
        </p>
      )}
      {(now.error ?? free.error) && <Broken error={now.error ?? free.error} />}
      {operates && (
        <div className="acts">
          <Button
            type={backups.old ? 'primary' : 'default'}
            loading={now.isPending || backups.running}
            onClick={() => now.mutate()}
          >
            {t('health.backUpNow')}
          </Button>
          {backups.spare.count > 0 && (
            <Popconfirm
              title={t('health.freeWhy', { n: backups.spare.count, size: bytesOf(backups.spare.bytes) })}
              okText={t('health.free', { n: backups.spare.count })}
              cancelText={t('kit.cancel')}
              onConfirm={() => free.mutate()}
            >
              <Button loading={free.isPending}>{t('health.free', { n: backups.spare.count })}</Button>
            </Popconfirm>
          )}
        </div>
      )}
      <p className="second">{t('health.keysApart')}</p>
    </section>
  )
}

export function NoticesToday({ data }: { data: Health }) {
  const { t } = useTranslation()
  const moment = useMoment()
  return (
    <section className="panel" aria-labelledby="health-notices">
      <div className="caption">
        <h2 id="health-notices">{t('health.notices')}</h2>
        <Link to="/desk/notices">{t('health.everyNotice')}</Link>
      </div>
      {data.notices.length === 0 && <p className="second">{t('health.noGateway')}</p>}
      {data.notices.map(one => {
        const sum = one.arrived + one.failed + one.doubtful
        return (
          <div className="gateway" key={one.channel}>
            <div className="caption">
              <b>
                <i className={`light ${lightOf.gateway(one)}`} aria-hidden="true" />{' '}
                {t(`health.channel.${one.channel}`)}
              </b>
              <span className="num second">{t('health.sentToday', { n: count(sum) })}</span>
            </div>
            <svg className="share" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
              <rect className="idle" width="100" height="1" />
              {sum > 0 && (
                <>
                  <rect className="warn" width="100" height="1" />
                  <rect className="bad" width={((sum - one.doubtful) / sum) * 100} height="1" />
                  <rect className="ok" width={(one.arrived / sum) * 100} height="1" />
                </>
              )}
            </svg>
            <p className="num">
              <Link to={`/desk/notices?way=${one.channel}&outcome=arrived`}>
                {t('health.arrived', { n: count(one.arrived) })}
              </Link>{' '}
              {one.failed > 0 && (
                <Link to={`/desk/notices?way=${one.channel}&outcome=failed`}>
                  {t('health.notArrived', { n: count(one.failed) })}
                </Link>
              )}{' '}
              {one.doubtful > 0 && (
                <Link to={`/desk/notices?way=${one.channel}&outcome=doubtful`}>
                  {t('health.notKnown', { n: count(one.doubtful) })}
                </Link>
              )}{' '}
              {one.open > 0 && (
                <Link to={`/desk/notices?way=${one.channel}&outcome=open`}>
                  {t('health.notYet', { n: count(one.open) })}
                </Link>
              )}
            </p>
            {one.downSince && (
              <p className="bad">
                {t('health.gatewayDown', { when: moment(one.downSince), why: one.why ?? '' })}
              </p>
            )}
          </div>
        )
      })}
      {data.notices.length > 0 && <p className="second">{t('health.doubtfulWhy')}</p>}
    </section>
  )
}

export function Space({ data }: { data: Health }) {
  const { t } = useTranslation()
  const { backups } = data
  const used = backups.disk.total - backups.disk.free
  return (
    <section className="panel" aria-labelledby="health-space">
      <h2 id="health-space">{t('health.space')}</h2>
      <ul>
        <Line light="ok" name={t('health.database')} says={bytesOf(backups.databaseBytes)} />
        <Line
          light={lightOf.disk(backups)}
          name={t('health.backupDisk')}
          says={t('health.usedOf', { used: bytesOf(used), total: bytesOf(backups.disk.total) })}
        />
      </ul>
    </section>
  )
}
