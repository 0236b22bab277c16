// A list page by page, for the desk's tables and the phone's endless lists alike.
import { type QueryKey, useInfiniteQuery } from '@tanstack/react-query'

export type Page<Row> = {
  items: Row[]
  next: string | null
  total?: number
  more?: boolean
  sums?: Record<string, number>
  figure?: { total: number; sums: Record<string, number> }
  beyond?: boolean
}

/** Where a page begins; the first one also counts. */
export type Turn = { after?: string; count?: 'true' }

/**
 * @param keep the phone keeps what it showed, for when there is no network
 * @param known a first page that another query has asked for; it is shown until this list's own comes
 */
export function usePages<Row>(
  key: QueryKey,
  read: (turn: Turn) => Promise<Page<Row>>,
  {
    enabled = true,
    keep = false,
    known,
  }: { enabled?: boolean; keep?: boolean; known?: Page<Row> | undefined } = {},
) {
  const pages = useInfiniteQuery({
    queryKey: key,
    enabled,
    ...(keep && { meta: { keep } }),
    ...(known && {
      initialData: { pages: [known], pageParams: [undefined] },
      initialDataUpdatedAt: 0,
    }),
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => read(pageParam ? { after: pageParam } : { count: 'true' }),
    getNextPageParam: last => last.next ?? undefined,
  })
  const first = pages.data?.pages[0]
  return { pages, first, items: pages.data?.pages.flatMap(page => page.items) ?? [] }
}

/** All rows of a list that one person looks through at once, such as the roll of a shift. */
export async function everyRow<Row>(read: (turn: Turn) => Promise<Page<Row>>): Promise<Row[]> {
  const rows: Row[] = []
  for (let after: string | undefined; ; ) {
    const page = await read(after ? { after } : {})
    rows.push(...page.items)
    if (page.next === null) return rows
    after = page.next
  }
}
