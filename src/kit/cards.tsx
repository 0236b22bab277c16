// Cards that rooms put on pages they do not own, in the order of the house. A page only says where.
import { Component, type ComponentType, lazy, type ReactNode, Suspense } from 'react'
import { useRooms } from './rooms.ts'
import { Bones, Broken } from './states.tsx'
import type { CardPlace, WebRoom } from './web-room.ts'

type Card = NonNullable<WebRoom['cards']>[number]

/** Loaded when first shown, and once. */
const made = new WeakMap<Card, ComponentType<{ id?: number }>>()
function componentOf(card: Card): ComponentType<{ id?: number }> {
  const known = made.get(card) ?? lazy(card.load)
  made.set(card, known)
  return known
}

/** The cards of a place, and after them what the page adds. A card that breaks says so and leaves the others whole. */
export function CardsOn({
  place,
  id,
  bones,
  children,
}: {
  place: CardPlace
  id?: number
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
                <Shown id={id} />
              </Apart>
            )
          }),
      )}
      {children}
    </Suspense>
  )
}

class Apart extends Component<{ children: ReactNode }, { error: unknown }> {
  override state = { error: undefined }
  static getDerivedStateFromError(error: unknown) {
    return { error }
  }
  override render() {
    if (this.state.error === undefined) return this.props.children
    return <Broken error={this.state.error} retry={() => this.setState({ error: undefined })} />
  }
}
