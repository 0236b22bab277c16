// As long as the phone is open: what was scanned without network is sent from here.
import { useEffect } from 'react'
import { sendQueued } from './queue.ts'

export default function SendsQueued() {
  useEffect(() => {
    const send = () => void sendQueued()
    send()
    window.addEventListener('online', send)
    return () => window.removeEventListener('online', send)
  }, [])
  return null
}
