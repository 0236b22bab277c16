// What the desk's search finds among projects.
import { api, ask } from '../../kit/api.ts'
import type { Found } from '../../kit/web-room.ts'

export async function seek(text: string): Promise<Found[]> {
  const { items } = await ask(api.GET('/api/desk/projects', { params: { query: { text, limit: 6 } } }))
  return items.map(one => ({ to: `/desk/projects/${one.id}`, label: `${one.title} · ${one.townName}` }))
}
