// The line icons of the phone, drawn for it: 24 units, 1.6 stroke.
const PATHS = {
  cloud: 'M7 5.5 12 3l5 2.5 3 4.5-2 6-6 5-6-5-2-6zM5 10h14M7.5 5.5l9 10M16.5 5.5l-9 10',
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5 20 20',
  scan: 'M4 8V5a1 1 0 0 1 1-1h3M16 4h3a1 1 0 0 1 1 1v3M20 16v3a1 1 0 0 1-1 1h-3M8 20H5a1 1 0 0 1-1-1v-3M4 12h16',
  person:
    'M12 4a4 4 0 0 1 4 4.5c0 2.5-1.5 4.5-4 4.5s-4-2-4-4.5A4 4 0 0 1 12 4zM4.5 20c.6-3.6 3.4-5 7.5-5s6.900 1.400 7.500 5z',
  people:
    'M9 5a3.500 3.500 0 0 1 3.500 4c0 2-1.500 3.500-3.500 3.500S5.500 11 5.500 9A3.500 3.500 0 0 1 9 5zM2.500 19c.5-3 2.800-4.200 6.500-4.200s6 1.200 6.500 4.200zM15 5.200a3.300 3.300 0 0 1 1.500 6.500M17.500 14.800c2.300.4 3.700 1.700 4 4.200h-3',
  clock: 'M12 3.500a8.500 8.500 0 1 0 0 17 8.500 8.500 0 0 0 0-17zM12 7.500V12l3 2',
  place:
    'M12 21c-4-4-6.500-7-6.500-10.500a6.500 6.500 0 0 1 13 0C18.500 14 16 17 12 21zM12 8a2.500 2.500 0 1 0 0 5 2.500 2.500 0 0 0 0-5z',
  shield: 'M12 3.500 19 6v5.500c0 4.500-3 7.500-7 9-4-1.500-7-4.500-7-9V6zM9 12l2.200 2.200L15.200 10',
  warn: 'M12 4 21 19.500H3zM12 10v4.500M12 16.800v.4',
  back: 'M14.500 5 8 12l6.500 7',
  next: 'M9.500 5 16 12l-6.500 7',
  bell: 'M12 4a5.500 5.500 0 0 1 5.500 5.500V14l1.500 3H5l1.500-3V9.500A5.500 5.500 0 0 1 12 4zM10 19.500a2 2 0 0 0 4 0',
  calendar: 'M4.5 6.5h15v13h-15zM4.5 10.500h15M8.500 4v4M15.500 4v4',
  chart: 'M5 19.500V12M10 19.500V5M15 19.500v-9M20 19.500V8M3 19.500h18.500',
  check: 'M5 12.500 10 17.500 19.500 7',
  no: 'M12 3.500a8.500 8.500 0 1 0 0 17 8.500 8.500 0 0 0 0-17zM9 9l6 6M15 9l-6 6',
  speak: 'M4 9.500v5h3.500L12 18.500v-13L7.500 9.500zM15 9a4 4 0 0 1 0 6M17.500 6.500a7.500 7.500 0 0 1 0 11',
  menu: 'M4 6.500h16M4 12h16M4 17.500h16',
  offline:
    'M3.500 4 20.500 21M5 12.500a10 10 0 0 1 5-2.700M13.500 9.700a10 10 0 0 1 5.500 2.800M2 9a14.500 14.500 0 0 1 5.300-3M10.500 5.100A14.500 14.500 0 0 1 22 9M8.500 16a5 5 0 0 1 5.300-1.200M12 19.500v.3',
  paper: 'M6 3.500h8.500L19 8v12.500H6zM14 3.500V8.500h5M9 12.500h6M9 16h6',
} as const
export type IconName = keyof typeof PATHS

export const Icon = ({ name, size }: { name: IconName; size?: number }) => (
  <Drawn path={PATHS[name]} size={size} />
)

/** An icon of a page's own, drawn alike. */
export const Drawn = ({ path, size }: { path: string; size?: number | undefined }) => (
  <svg
    viewBox="0 0 24 24"
    width={size ?? 24}
    height={size ?? 24}
    fill="none"
    stroke="currentColor"
    strokeWidth="1.6"
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden="true"
  >
    <path d={path} />
  </svg>
)
