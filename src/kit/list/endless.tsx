// A list on the phone: it goes on as one scrolls, says how many more there are, and has a button for those who do not scroll.
import { type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { count } from '../format.ts'
import { Bones, Broken } from '../states.tsx'
import type { usePages } from './pages.ts'
import './texts.ts'
import './list.css'

export function Endless<Row>({
  of,
  unit,
  empty,
  children,
}: {
  of: ReturnType<typeof usePages<Row>>
  /** 条, 次. */
  unit: string
  empty: ReactNode
  children: (items: Row[]) => ReactNode
}) {
  const { t } = useTranslation()
  const { pages, first, items } = of
  const end = useRef<HTMLDivElement>(null)
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = pages
  useEffect(() => {
    if (!end.current || !hasNextPage || isFetchingNextPage) return
    const seen = new IntersectionObserver(([entry]) => {
      if (entry?.isIntersecting) void fetchNextPage()
    })
    seen.observe(end.current)
    return () => seen.disconnect()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])
  if (pages.error && items.length === 0) return <Broken error={pages.error} retry={() => pages.refetch()} />
  if (pages.isPending) return <Bones />
  if (items.length === 0) return <>{empty}</>
  const left = first?.total === undefined || first.more ? undefined : first.total - items.length
  return (
    <>
      {children(items)}
      {pages.isFetchNextPageError && <Broken error={pages.error} retry={() => fetchNextPage()} />}
      {hasNextPage && (
        <div ref={end} className="list-more">
          <span className="second">
            {left === undefined ? t('list.leftMore') : t('list.left', { n: count(left), unit })}
          </span>
          <button
            type="button"
            className="chip"
            disabled={isFetchingNextPage}
            onClick={() => fetchNextPage()}
          >
            {t('kit.more')}
          </button>
        </div>
      )}
    </>
  )
}
