// What was typed stays in this tab through a reload: a phone that went to look at a message may load the page anew.
import { useState } from 'react'

const PREFIX = 'yunjian.kept.'

export function useKept(name: string): [string, (value: string) => void] {
  const [value, setValue] = useState(() => {
    try {
      return sessionStorage.getItem(PREFIX + name) ?? ''
    } catch {
      return ''
    }
  })
  return [
    value,
    next => {
      setValue(next)
      try {
        sessionStorage.setItem(PREFIX + name, next)
      } catch {
        // A device that keeps nothing starts empty.
      }
    },
  ]
}
