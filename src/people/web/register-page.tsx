// Registering on the phone: first who a list says it is, then the form, then what to do next.
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Navigate } from 'react-router'
import { PhonePage } from '../../kit/page.tsx'
import { useSession } from '../../kit/session.ts'
import { Answer } from '../../kit/states.tsx'
import { toast } from '../../kit/toast.tsx'
import { foundEntries } from './found-entries.ts'
import { FoundEntry } from './found-entry.tsx'
import { RegisterForm } from './register-form.tsx'
import './register-texts.ts'
import { WelcomeSteps } from './welcome-steps.tsx'

export default function RegisterPage() {
  const { t } = useTranslation()
  const session = useSession()
  const [done, setDone] = useState<'registered' | 'claimed' | null>(null)
  const signedIn = session.data?.signedIn === true
  const found = useQuery({ ...foundEntries, enabled: signedIn && done === null })
  if (session.data && !signedIn) return <Navigate to="/sign-in?to=/me/register" replace />
  if (done)
    return (
      <PhonePage title={t('joining.title')} back={false}>
        <WelcomeSteps title={t(done === 'claimed' ? 'joining.claimed' : 'joining.next.done')} />
      </PhonePage>
    )
  if (session.data?.personId != null) return <Navigate to="/me" replace />
  return (
    <PhonePage title={t('joining.title')}>
      <Answer of={found}>
        {({ found: [first] }) =>
          first ? (
            <FoundEntry
              key={first.id}
              of={first}
              own
              onClaimed={as => (as === 'own' ? setDone('claimed') : toast(t('joining.familyAdded')))}
            />
          ) : (
            <>
              <p className="second">{t('joining.lead')}</p>
              <RegisterForm household={false} onDone={setDone} />
            </>
          )
        }
      </Answer>
    </PhonePage>
  )
}
