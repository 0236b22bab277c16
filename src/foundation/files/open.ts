// The store that the settings name.
import type { Config } from '../config.ts'
import { folderStore } from './folder.ts'
import type { ObjectStore } from './objects.ts'
import { s3Store } from './s3.ts'

export const openStore = (place: Config['files']): ObjectStore =>
  'folder' in place ? folderStore(place.folder) : s3Store(place)
