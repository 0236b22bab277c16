// My certificates: a new one at the press of a button, the old ones below.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useActing } from '../../kit/acting.tsx'
import { api, ask } from '../../kit/api.ts'
import { dateOf } from '../../kit/format.ts'
import { Endless } from '../../kit/list/endless.tsx'
import { usePages } from '../../kit/list/pages.ts'
import { PhonePage } from '../../kit/page.tsx'
import { useSettings } from '../../kit/settings.ts'
import { Broken, Empty } from '../../kit/states.tsx'
import { toast } from '../../kit/toast.tsx'
import './texts.ts'

export default function CertificatesPage() {
  const { t } = useTranslation()
  const { language } = useSettings()
  const client = useQueryClient()
  const { id, other } = useActing()
  const list = usePages(
    ['certificates', id],
    turn =>
      ask(
        api.GET('/api/me/certificates', { params: { query: { ...turn, ...(other && { for: other.id }) } } }),
      ),
    { enabled: id !== undefined },
  )
  const issue = useMutation({
    mutationFn: () => ask(api.POST('/api/me/certificates', { body: { forPerson: id } })),
    onSuccess: async () => {
      toast(t('proof.issued'))
      await client.invalidateQueries({ queryKey: ['certificates'] })
    },
  })
  return (
    <PhonePage title={t('proof.title')}>
      <button type="button" className="big" disabled={issue.isPending} onClick={() => issue.mutate()}>
        {other ? t('proof.issueFor', { name: other.name }) : t('proof.issue')}
      </button>
      <p className="second gap">{t('proof.issueHint')}</p>
      {issue.error && <Broken error={issue.error} />}
      <Endless of={list} unit={t('proof.unit')} empty={<Empty>{t('proof.none')}</Empty>}>
        {items => (
          <div className="list">
            {items.map(one => (
              <a
                key={one.id}
                href={`/api/me/certificates/${one.id}/file`}
                target="_blank"
                rel="noreferrer"
                data-no={one.no}
                data-code={one.shortCode}
              >
                <span>
                  <b className="num">
                    {one.hours} {t('kit.hours')}
                  </b>
                  <small className="num">
                    {one.no} · {one.shortCode}
                  </small>
                  <small>
                    {dateOf(one.issuedAt, language, false)} · {t('proof.records', { n: one.records })}
                  </small>
                </span>
                {one.state === 'revoked' ? (
                  <span className="tag">{t('proof.revoked')}</span>
                ) : (
                  <span>{t('proof.open')}</span>
                )}
              </a>
            ))}
          </div>
        )}
      </Endless>
    </PhonePage>
  )
}
