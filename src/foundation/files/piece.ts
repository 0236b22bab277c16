// What files announce.
import type { Room } from '../ground.ts'
import { missingContents, strayObjects } from './checking.ts'
import { fileCommands } from './commands.ts'
import { fileData } from './personal.ts'
import { fileRoutes } from './routes.ts'
import { scanWaiting, sweepFiles, sweepUploads } from './sweeping.ts'

export const files: Room = {
  name: 'files',
  folder: 'foundation/files',
  routes: fileRoutes,
  commands: fileCommands,
  personal: [fileData],
  jobs: [
    { name: 'sweep-uploads', cron: '27 * * * *', run: sweepUploads },
    { name: 'sweep-files', cron: '47 3 * * *', run: ground => sweepFiles(ground) },
    { name: 'scan-waiting-files', cron: '* * * * *', run: scanWaiting },
  ],
  invariants: {
    'an upload holds exactly what it says it has received': `select u.id from file_upload u left join file_piece p on p.upload_id = u.id
      where u.file_id is null group by u.id having coalesce(sum(p.bytes), 0) <> u.received`,
    'pieces follow each other without a gap': `select upload_id as id from (select upload_id, at,
      coalesce(lag(at + bytes) over (partition by upload_id order by at), 0) as expected from file_piece) p where at <> expected`,
    'a file whose time is over is gone within two days': `select id from file where expires_at < :now - interval '2 days'`,
    'a content that nothing names is gone within three days': `select c.id from file_content c where touched_at < :now - interval '3 days'
      and not exists (select from file f where f.content_id = c.id) and not exists (select from file f where f.page_id = c.id)
      and not exists (select from file f where f.thumb_id = c.id)`,
  },
  checks: {
    'every file has its content in the store, in its size': missingContents,
    'nothing lies in the store of files that no row names': ground => strayObjects(ground),
  },
}
