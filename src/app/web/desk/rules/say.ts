// How the rules page says values and days, in the reader's language.
import { useTranslation } from 'react-i18next'
import type { Schemas } from '../../../../kit/api.ts'
import { coded } from '../../../../kit/coded.ts'
import type { Field } from '../../../../kit/form/shape.ts'
import { plainDay } from '../../../../kit/format.ts'
import { useSettings } from '../../../../kit/settings.ts'
import { say, sayItem, sayOption } from './values.ts'
import '../texts.ts'
import './texts.ts'

export type Page = Schemas['RulePage']
export type Version = Schemas['RuleVersion']

export function useSaying() {
  const { t } = useTranslation()
  const { language } = useSettings()
  const words = {
    language,
    word: (group: string, id: string) => coded(t, group === 'roles' ? 'kit.duties' : 'rules.permissions', id),
    unit: (unit: string, n: number | string) =>
      coded(t, 'rules.unit', unit).replace('{{n}}', typeof n === 'number' ? n.toLocaleString('en-US') : n),
    count: (n: number) => t('rules.items', { n }),
    none: t('kit.none'),
    off: (title: string) => t('rules.off', { title }),
  }
  return {
    language,
    words,
    value: (field: Field, value: unknown) => say(field, value, words),
    item: (field: Field, value: Record<string, unknown>) => sayItem(field, value, words),
    option: (field: Field, id: string) => sayOption(field, id, words),
    title: (field: Field) => field.title?.[language] ?? field.name,
    after: (field: Field) => (field.unit ? coded(t, 'rules.unitAfter', field.unit) : ''),
    day: (day: string) => plainDay(day, language),
    /** 2026.03.01 */
    dated: (day: string) => day.replaceAll('-', '.'),
  }
}
