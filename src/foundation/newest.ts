// Reads that overlap may come back in any order. Invariant: what was begun later is never replaced by what was begun before it.

export function keepNewest<T>(read: () => Promise<T>, keep: (it: T) => void): () => Promise<void> {
  let begun = 0
  let kept = 0
  return async () => {
    const mine = ++begun
    const it = await read()
    if (mine < kept) return
    kept = mine
    keep(it)
  }
}
