// antd in our colours and in the reader's language, for the pages that use it.
import { App, ConfigProvider } from 'antd'
import enUS from 'antd/es/locale/en_US.js'
import type { Locale } from 'antd/es/locale/index.js'
import zhCN from 'antd/es/locale/zh_CN.js'
import { type ReactNode, useMemo, useSyncExternalStore } from 'react'
import { useSettings } from './settings.ts'

const theme = {
  token: {
    colorPrimary: '#b93a2b',
    colorPrimaryHover: '#a83325',
    colorPrimaryActive: '#8f2a1e',
    colorLink: '#2a5aa8',
    colorLinkHover: '#1f4584',
    colorLinkActive: '#1f4584',
    colorSuccess: '#23795a',
    colorWarning: '#96640c',
    colorError: '#a8261a',
    colorText: '#1d2530',
    colorTextSecondary: '#56606d',
    colorTextDescription: '#56606d',
    colorTextPlaceholder: '#6b7581',
    colorTextDisabled: '#6b7581',
    colorBorder: '#d8d2c7',
    borderRadius: 8,
    fontFamily: 'var(--font)',
  },
  components: { Button: { contentFontSize: 14 } },
}

/** antd's locale files are CommonJS to the type checker and ES modules to the bundler. */
const localeOf = (file: typeof zhCN): Locale => ('default' in file ? file.default : file)

const still = matchMedia('(prefers-reduced-motion: reduce)')
const subscribe = (changed: () => void) => {
  still.addEventListener('change', changed)
  return () => still.removeEventListener('change', changed)
}

export function Themed({ children }: { children: ReactNode }) {
  const { language } = useSettings()
  // Told, antd opens at once; only cut off in the style it would wait for a movement that never ends.
  const motion = !useSyncExternalStore(subscribe, () => still.matches)
  const moving = useMemo(() => ({ ...theme, token: { ...theme.token, motion } }), [motion])
  return (
    <ConfigProvider
      locale={localeOf(language === 'zh' ? zhCN : enUS)}
      theme={moving}
      button={{ autoInsertSpace: false }}
    >
      <App>{children}</App>
    </ConfigProvider>
  )
}
