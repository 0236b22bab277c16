// What a device forgets when somebody signs out: what was kept for them, what they wrote about a person, the files they sent, and for
// whom they acted.
import { actForSelf } from './acting-for.ts'
import { forgetUploads } from './files/remembered.ts'
import { dropPersonalDrafts } from './form/drafts.ts'
import { forget } from './kept-answers.ts'

export function forgetPerson(): void {
  forget()
  dropPersonalDrafts()
  forgetUploads()
  actForSelf()
}
