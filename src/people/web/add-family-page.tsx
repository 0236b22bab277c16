// Adding one of the household, who is beside whoever writes: whom a list brought with this phone is offered first.
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Navigate, useNavigate } from 'react-router'
import { PhonePage } from '../../kit/page.tsx'
import { useSession } from '../../kit/session.ts'
import { toast } from '../../kit/toast.tsx'
import './family-texts.ts'
import { foundEntries } from './found-entries.ts'
import { FoundEntry } from './found-entry.tsx'
import { RegisterForm } from './register-form.tsx'
import './register-texts.ts'

export default function AddFamilyPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const session = useSession()
  const found = useQuery({ ...foundEntries, enabled: session.data?.signedIn === true })
  if (session.data && !session.data.signedIn) return <Navigate to="/sign-in?to=/me/household/add" replace />
  const added = (says: string) => {
    toast(says)
    navigate('/me/household', { replace: true })
  }
  return (
    <PhonePage title={t('family.add')}>
      {found.data?.found.map(one => (
        <FoundEntry key={one.id} of={one} own={false} onClaimed={() => added(t('joining.familyAdded'))} />
      ))}
      <p className="second under">{t('family.addHint')}</p>
      <RegisterForm household onDone={() => added(t('joining.familyAdded'))} />
    </PhonePage>
  )
}
