// The greeting in large type, and the page read aloud.
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../kit/icons.tsx'
import { useSettings } from '../../kit/settings.ts'
import { ownProfile } from './own-profile.ts'
import './texts.ts'

export default function ElderCard() {
  const { t } = useTranslation()
  const { language } = useSettings()
  const profile = useQuery(ownProfile)
  const readAloud = () => {
    if (!('speechSynthesis' in window)) return
    // biome-ignore lint/performance/useDomNodeTextContent: read with its line ends, where a voice pauses
    const words = new SpeechSynthesisUtterance(document.getElementById('main')?.innerText ?? '')
    words.lang = language === 'zh' ? 'zh-CN' : 'en-GB'
    window.speechSynthesis.cancel()
    window.speechSynthesis.speak(words)
  }
  return (
    <header className="hello">
      <h1>{profile.data ? t('people.hello.elder', { name: profile.data.name }) : ' '}</h1>
      <button type="button" className="second aloud" onClick={readAloud}>
        <Icon name="speak" size={24} /> {t('people.hello.aloud')}
      </button>
    </header>
  )
}
