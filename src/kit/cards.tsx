// Cards that rooms put on pages they do not own, in the order of the house. A page only says where.
import { type ComponentType, type ReactNode, Suspense } from 'react'
import { Apart, comesLater } from './apart.tsx'
import { useRooms } from './rooms.ts'
import { Bones, SmallAnswers } from './states.tsx'
import type { CardPlace, CardProps, WebRoom } from './web-room.ts'

type Card = NonNullable<WebRoom['cards']>[number]

type Current = () => ComponentType<CardProps>
const made = new WeakMap<Card, Current>()
function componentOf(card: Card): ComponentType<CardProps> {
  const current = made.get(card) ?? comesLater(card.load)
  made.set(card, current)
  return current()
}

/** The cards of a place, and after them what the page adds. A card that breaks says so and leaves the others whole. */
export function CardsOn({
  place,
  id,
  person,
  bones,
  children,
}: CardProps & {
  place: CardPlace
  bones?: ReactNode
  children?: ReactNode
}) {
  const rooms = useRooms()
  return (
    <Suspense fallback={bones === undefined ? <Bones /> : bones}>
      {rooms.flatMap(room =>
        (room.cards ?? [])
          .filter(card => card.on === place)
          .map(card => {
            const Shown = componentOf(card)
            return (
              <Apart key={room.name}>
                <SmallAnswers>
                  <Shown id={id} person={person} />
                </SmallAnswers>
              </Apart>
            )
          }),
      )}
      {children}
    </Suspense>
  )
}
