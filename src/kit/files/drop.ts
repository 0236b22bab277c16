// Files dropped onto a part of a page.
import { type DragEvent, useState } from 'react'

/** @returns whether something hovers over it, and what the part listens with */
export function useDrop(take: (files: FileList) => void) {
  const [over, setOver] = useState(false)
  return {
    over,
    listening: {
      onDragOver: (event: DragEvent) => {
        event.preventDefault()
        setOver(true)
      },
      onDragLeave: () => setOver(false),
      onDrop: (event: DragEvent) => {
        event.preventDefault()
        setOver(false)
        take(event.dataTransfer.files)
      },
    },
  }
}
