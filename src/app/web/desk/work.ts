// The desk's menu: works in their order, each with what this person may open of it. The rooms say the lines, this arranges them.
import type { MenuEntry, WebRoom, Work } from '../../../kit/web-room.ts'

/** Works with their icon: 24 units, 1.6 stroke. */
const WORKS: Record<Work, string> = {
  queue: 'M4.500 13.500 7 5.500h10l2.500 8v5h-15zM4.500 13.500H9a3 3 0 0 0 6 0h4.500',
  projects: 'M4.500 6.500h15v13h-15zM4.500 10.500h15M8.500 4v4M15.500 4v4',
  people:
    'M12 4a4 4 0 0 1 4 4.500c0 2.500-1.500 4.500-4 4.500s-4-2-4-4.500A4 4 0 0 1 12 4zM4.500 20c.6-3.600 3.400-5 7.500-5s6.900 1.400 7.500 5z',
  organizations: 'M9.500 4.500h5v4.500h-5zM4 15h5v4.500H4zM15 15h5v4.500h-5zM12 9v3M6.500 15v-3h11v3',
  records: 'M12 3.500a8.500 8.500 0 1 0 0 17 8.500 8.500 0 0 0 0-17zM12 7.500V12l3 2',
  sites:
    'M12 21c-4-4-6.500-7-6.500-10.500a6.500 6.500 0 0 1 13 0C18.500 14 16 17 12 21zM12 8a2.500 2.500 0 1 0 0 5 2.500 2.500 0 0 0 0-5z',
  training: 'M12 7c-2-1.500-4.500-2-8-2v13c3.500 0 6 .5 8 2 2-1.500 4.500-2 8-2V5c-3.500 0-6 .5-8 2zM12 7v13',
  incentives:
    'M7.500 4h9v6a4.500 4.500 0 0 1-9 0zM7.500 5.500H4c0 3.500 1 5 3.500 5M16.500 5.500H20c0 3.500-1 5-3.500 5M12 14.500V18M8 20h8',
  aid: 'M4.500 8h15v4h-15zM6 12h12v8H6zM12 8v12M12 8c-1-3-5-4-5-1.500C7 8 9.500 8 12 8zM12 8c1-3 5-4 5-1.500C17 8 14.500 8 12 8z',
  emergencies:
    'M7 18v-5a5 5 0 0 1 10 0v5M5 20.500V18h14v2.500zM12 3v2.500M4.500 6 6.300 7.700M19.500 6l-1.800 1.700',
  statistics: 'M5 19.500V12M10 19.500V5M15 19.500v-9M20 19.500V8M3 19.500h18.500',
  audit: 'M12 3.500 19 6v5.500c0 4.500-3 7.500-7 9-4-1.500-7-4.500-7-9V6zM9 12l2.200 2.200L15.200 10',
  rules:
    'M12 8.500a3.500 3.500 0 1 0 0 7 3.500 3.500 0 0 0 0-7zM12 3.500v2.500M12 18v2.500M3.500 12H6M18 12h2.500M6 6l1.800 1.800M16.200 16.200 18 18M18 6l-1.800 1.800M7.800 16.200 6 18',
}

export type MenuWork = { work: Work; icon: string; to: string; entries: MenuEntry[] }

/** What a holder of these permissions finds in the menu. A work of which nothing may be opened is not there. */
export function menuOf(rooms: readonly WebRoom[], may: ReadonlySet<string>): MenuWork[] {
  const entries = rooms.flatMap(room => room.menu ?? []).filter(one => may.has(one.needs))
  return (Object.keys(WORKS) as Work[]).flatMap(work => {
    const own = entries.filter(one => one.work === work)
    const [first] = own
    return first ? [{ work, icon: WORKS[work], to: first.to, entries: own }] : []
  })
}

/** The line whose page this is: the longest address that the path begins with. */
export function openEntry(menu: readonly MenuWork[], path: string): MenuEntry | undefined {
  return menu
    .flatMap(one => one.entries)
    .filter(one => path === one.to || (one.to !== '/desk' && path.startsWith(`${one.to}/`)))
    .sort((a, b) => b.to.length - a.to.length)[0]
}
