// A line among what is mine.
import { useTranslation } from 'react-i18next'
import './texts.ts'

export default function UmbrellaCard() {
  const { t } = useTranslation()
  return <p className="card">{t('umbrellas.title')}</p>
}
