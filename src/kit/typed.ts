// What a page holds that was typed and is neither sent nor kept anywhere: while there is any, a new release does not reload the page
// by itself. A keeper of drafts marks before its first save and clears after each; fields that nobody marks are watched.
const held = new Set<string>()

/** @param key the form, and what it is about: `project 12` */
export function markTyped(key: string): void {
  held.add(key)
}

/** Sent, kept elsewhere, or thrown away on purpose. */
export function clearTyped(key: string): void {
  held.delete(key)
}

type Field = HTMLInputElement | HTMLTextAreaElement
const TEXT = new Set(['text', 'tel', 'email', 'number', 'url', 'password', 'textarea'])
/** Fields somebody was in, with what stood there before. */
const fields = new Map<Field, string>()

/** Searching is no loss. */
const isText = (target: EventTarget | null): target is Field =>
  (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) &&
  TEXT.has(target.type) &&
  !target.closest('search, [role="search"]')

/** From now on, what is written into any field of the page counts while it stands there. */
export function watchFields(): void {
  document.addEventListener('focusin', ({ target }) => {
    if (isText(target) && !fields.has(target)) fields.set(target, target.value)
  })
}

export function anythingTyped(): boolean {
  for (const [field, before] of fields) {
    if (!field.isConnected) fields.delete(field)
    else if (field.value !== '' && field.value !== before) return true
  }
  return held.size > 0
}
