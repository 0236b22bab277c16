// The rooms on the web, in the order of app/rooms.ts.
// A new page: a line in `pages` of the room's web/room.tsx; a page that imports `./texts.ts` has its words.
// A new line of the desk's menu: in `menu`, below one of the works; the permission named there shows it.
// A new word: in the room's web/texts.ts, in both languages; words that shared pages of the desk show are in web/desk-texts.ts.
import { certificates } from '../../certificates/web/room.tsx'
import { cover } from '../../cover/web/room.tsx'
import { discovery } from '../../discovery/web/room.tsx'
import type { WebRoom } from '../../kit/web-room.ts'
import { organizations } from '../../organizations/web/room.tsx'
import { participation } from '../../participation/web/room.tsx'
import { people } from '../../people/web/room.tsx'
import { projects } from '../../projects/web/room.tsx'
import { qualifications } from '../../qualifications/web/room.tsx'
import { records } from '../../records/web/room.tsx'
import { stations } from '../../stations/web/room.tsx'
import { statistics } from '../../statistics/web/room.tsx'
import { desk } from './desk/room.tsx'
import { shell } from './room.tsx'

export const rooms: readonly WebRoom[] = [
  shell,
  desk,
  people,
  organizations,
  stations,
  qualifications,
  cover,
  projects,
  participation,
  records,
  certificates,
  discovery,
  statistics,
]
