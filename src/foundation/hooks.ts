// How a lower room makes a higher one act in the same transaction: the lower room declares a hook, higher rooms listen (their
// `hooks` in room.ts, registered in room order), and a listener may refuse by throwing a Refusal, which undoes the whole use case.
import type { Tx } from './database/database.ts'

/** A typed name, declared in the room that calls it. */
export type Hook<Message> = { name: string; message?: Message }
export const hook = <Message>(name: string): Hook<Message> => ({ name })

type Reaction<World, Message> = (ground: World, tx: Tx, message: Message) => Promise<void>

/** `World` is the ground; it is a parameter so that the ground can hold its hooks. */
export type Hooks<World> = {
  on<Message>(point: Hook<Message>, react: Reaction<World, Message>): void
  call<Message>(point: Hook<Message>, ground: World, tx: Tx, message: Message): Promise<void>
}

export function makeHooks<World>(): Hooks<World> {
  // Reactions of one name share one message type: `on` and `call` see to that.
  const reactions = new Map<string, Reaction<World, never>[]>()
  return {
    on: (point, react) => {
      reactions.set(point.name, [...(reactions.get(point.name) ?? []), react])
    },
    call: async (point, ground, tx, message) => {
      for (const react of reactions.get(point.name) ?? []) await react(ground, tx, message as never)
    },
  }
}
