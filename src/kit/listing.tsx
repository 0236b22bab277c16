// A list with its filters in the address, so that it can be sent to a colleague and the way back finds it as it was.
import type { UseInfiniteQueryResult } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'

/** The filters of this address: one by name, and a way to set or (with null or '') lift one. */
export function useFilters() {
  const [search, setSearch] = useSearchParams()
  return {
    get: (name: string): string => search.get(name) ?? '',
    set: (name: string, value: string | null) =>
      setSearch(
        before => {
          const next = new URLSearchParams(before)
          if (value) next.set(name, value)
          else next.delete(name)
          return next
        },
        { replace: true },
      ),
  }
}

/** The button below a list that has more. */
export function More({ of, className }: { of: UseInfiniteQueryResult; className?: string }) {
  const { t } = useTranslation()
  if (!of.hasNextPage) return null
  return (
    <button
      type="button"
      className={`${className ?? 'chip'} gap`}
      disabled={of.isFetchingNextPage}
      onClick={() => of.fetchNextPage()}
    >
      {t('kit.more')}
    </button>
  )
}
