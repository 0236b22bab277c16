// What the desk's search finds among people.
import { api, ask } from '../../kit/api.ts'
import type { Found } from '../../kit/web-room.ts'

export async function seek(text: string): Promise<Found[]> {
  const { items } = await ask(api.GET('/api/people', { params: { query: { text, limit: 6 } } }))
  return items.map(one => ({
    to: `/desk/people/${one.id}`,
    label: `${one.maskedName} · ${one.volunteerNo ?? one.maskedPhone}`,
  }))
}
