// My duties: until when I hold them, who stands in for me, what I asked for; asking for a deputy and laying down.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask, messageOf } from '../../../../kit/api.ts'
import { plainDay } from '../../../../kit/format.ts'
import { useSettings } from '../../../../kit/settings.ts'
import { Answer, Empty } from '../../../../kit/states.tsx'
import { toast } from '../../../../kit/toast.tsx'
import '../texts.ts'
import './texts.ts'
import './appointments.css'
import { DeputyForm, ReasonForm } from './forms.tsx'
import { type Appointment, dutyName, termOf, whereOf } from './words.ts'

export default function OwnDuties() {
  const { t } = useTranslation()
  const { language } = useSettings()
  const client = useQueryClient()
  const [asking, setAsking] = useState<Appointment | null>(null)
  const [ending, setEnding] = useState<Appointment | null>(null)
  const [taking, setTaking] = useState<Appointment | null>(null)
  const page = useQuery({
    queryKey: ['own-duties'],
    queryFn: () => ask(api.GET('/api/desk/own-duties')),
  })
  const told = (text: string) => ({
    onSuccess: () => {
      toast(text)
      return client.invalidateQueries()
    },
    onError: (error: Error) => toast(messageOf(error)),
  })
  const end = useMutation({
    mutationFn: ({ id, reason }: { id: number; reason: string }) =>
      ask(api.POST('/api/desk/appointments/{id}/end', { params: { path: { id } }, body: { reason } })),
    ...told(t('appointments.leaver.endDone')),
  })
  const take = useMutation({
    mutationFn: ({ id, reason }: { id: number; reason: string }) =>
      ask(api.POST('/api/desk/appointments/{id}/return', { params: { path: { id } }, body: { reason } })),
    ...told(t('appointments.tookBack')),
  })
  return (
    <>
      <div className="titled">
        <h1>{t('appointments.myDuties')}</h1>
      </div>
      <Answer of={page}>
        {({ duties, asked }) => (
          <section className="panel own-duties">
            {duties.length === 0 && <Empty>{t('appointments.noDuties')}</Empty>}
            {duties.map(it => (
              <div key={it.id} className="mine">
                <span>
                  <b>{dutyName(t, it)}</b> · {whereOf(t, it)}
                  <br />
                  <small className="second num">
                    {termOf(t, it)}
                    {it.deputy &&
                      ` · ${t('appointments.leaveLine', {
                        deputy: it.deputy.name,
                        name: it.name,
                        day: it.deputy.until ? plainDay(it.deputy.until, language) : '',
                      })}`}
                  </small>
                </span>
                <span>
                  {it.mayDeputise && (
                    <Button size="small" onClick={() => setAsking(it)}>
                      {t('appointments.askDeputy')}
                    </Button>
                  )}{' '}
                  {it.mayEnd && (
                    <Button size="small" onClick={() => setEnding(it)}>
                      {t('appointments.layDown')}
                    </Button>
                  )}
                </span>
              </div>
            ))}
            {asked.length > 0 && <h2>{t('appointments.iAsked')}</h2>}
            {asked.map(it => (
              <div key={it.id} className="mine">
                <span>
                  {it.name} → {dutyName(t, it)} · {whereOf(t, it)}
                  <br />
                  <small className="second num">{termOf(t, it)}</small>
                </span>
                <Button size="small" onClick={() => setTaking(it)}>
                  {t('appointments.withdraw')}
                </Button>
              </div>
            ))}
          </section>
        )}
      </Answer>
      <DeputyForm of={asking} onClose={() => setAsking(null)} />
      <ReasonForm
        open={ending !== null}
        title={t('appointments.layDown')}
        onClose={() => setEnding(null)}
        onDone={reason => {
          if (ending) end.mutate({ id: ending.id, reason })
          setEnding(null)
        }}
      />
      <ReasonForm
        open={taking !== null}
        title={t('appointments.withdraw')}
        onClose={() => setTaking(null)}
        onDone={reason => {
          if (taking) take.mutate({ id: taking.id, reason })
          setTaking(null)
        }}
      />
    </>
  )
}
