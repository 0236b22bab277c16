// Contents of files as a backup takes them: sealed as they lie, so that whoever has the backup alone can read none of them.
import type pg from 'pg'
import type { Ground } from '../ground.ts'
import { contentPath } from './keeping.ts'
import { NotKept } from './objects.ts'

const PAGE = 1000

/** What the rows name and that lies beside them, as it lies there. */
type Contents = {
  /** Names that the rows of this snapshot name. */
  named: (client: pg.ClientBase) => AsyncIterable<string>
  /** Undefined when it is not there. */
  read: (name: string) => Promise<{ size: number; bytes: AsyncIterable<Uint8Array> } | undefined>
  write: (name: string, bytes: AsyncIterable<Uint8Array>, size: number) => Promise<void>
  /** In the transaction of a restore: rows of what was under way and is in no backup. */
  forget: (client: pg.ClientBase) => Promise<void>
}

export const contentsOf = (ground: Ground): Contents => {
  const pathOf = (name: string) => contentPath(ground, Buffer.from(name, 'hex'))
  return {
    async *named(client: pg.ClientBase) {
      for (let after = ''; ; ) {
        const { rows } = await client.query<{ name: string }>(
          `select encode(name, 'hex') as name from file_content c where name > decode($1, 'hex')
             and (exists (select from file f where f.content_id = c.id) or exists (select from file f where f.page_id = c.id)
               or exists (select from file f where f.thumb_id = c.id)) order by c.name limit $2`,
          [after, PAGE],
        )
        for (const { name } of rows) yield name
        const last = rows.at(-1)
        if (!last || rows.length < PAGE) return
        after = last.name
      }
    },
    async read(name) {
      const size = await ground.store.sizeOf(pathOf(name))
      if (size === undefined) return undefined
      try {
        return { size, bytes: await ground.store.get(pathOf(name)) }
      } catch (error) {
        if (error instanceof NotKept) return undefined
        throw error
      }
    },
    write: (name, bytes, size) => ground.store.put(pathOf(name), bytes, size),
    forget: async client => {
      await client.query('delete from file_upload')
    },
  }
}
