// How a lower room makes a higher one act in the same transaction: the lower room declares a hook, app/main registers
// listeners in room order, and a listener may refuse by throwing a Refusal, which undoes the whole use case.
import type { Tx } from './database/database.ts'
import type { Ground } from './ground.ts'

/** A typed name; `declare const` in the room that calls it. */
export type Hook<Message> = { name: string; message?: Message }
export const hook = <Message>(name: string): Hook<Message> => ({ name })

type Reaction<Message> = (ground: Ground, tx: Tx, message: Message) => Promise<void>

export type Hooks = {
  on<Message>(point: Hook<Message>, react: Reaction<Message>): void
  call<Message>(point: Hook<Message>, ground: Ground, tx: Tx, message: Message): Promise<void>
}

export function makeHooks(): Hooks {
  // Reactions of one name share one message type: `on` and `call` see to that.
  const reactions = new Map<string, Reaction<never>[]>()
  return {
    on: (point, react) => {
      reactions.set(point.name, [...(reactions.get(point.name) ?? []), react])
    },
    call: async (point, ground, tx, message) => {
      for (const react of reactions.get(point.name) ?? []) await react(ground, tx, message as never)
    },
  }
}
