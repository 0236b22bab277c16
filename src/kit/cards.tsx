// Cards that rooms put on pages they do not own, in the order of the house. A page only says where.
import { Component, type ComponentType, lazy, type ReactNode, Suspense } from 'react'
import { canStart, NotCome } from './late-start.ts'
import { useRooms } from './rooms.ts'
import { Bones, Broken, SmallAnswers } from './states.tsx'
import type { CardPlace, WebRoom } from './web-room.ts'

type Card = NonNullable<WebRoom['cards']>[number]

/** Loaded when first shown, and once. */
const made = new WeakMap<Card, ComponentType<{ id?: number }>>()
function componentOf(card: Card): ComponentType<{ id?: number }> {
  const known =
    made.get(card) ??
    lazy(() =>
      card.load().catch(() => {
        made.delete(card)
        throw new NotCome()
      }),
    )
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
                <SmallAnswers>
                  <Shown id={id} />
                </SmallAnswers>
              </Apart>
            )
          }),
      )}
      {children}
    </Suspense>
  )
}

class Apart extends Component<{ children: ReactNode }, { error: unknown }> {
  override state: { error: unknown } = { error: undefined }
  static getDerivedStateFromError(error: unknown) {
    return { error }
  }
  override render() {
    const { error } = this.state
    if (error === undefined) return this.props.children
    // A file that did not come is known to the browser as missing: only a fresh start fetches it.
    const again = async () => {
      if (!(error instanceof NotCome)) this.setState({ error: undefined })
      else if (await canStart()) location.reload()
    }
    return <Broken error={error} retry={again} />
  }
}
