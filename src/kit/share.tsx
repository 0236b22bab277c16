// A bar by a figure: the one thing of the pages whose measure is data. Everything else is a class.
import type { CSSProperties } from 'react'

/** Hands figures to the style sheet as custom properties: `style={measured({ share: '40%' })}`. */
export const measured = (figures: Readonly<Record<string, string | number>>): CSSProperties =>
  Object.fromEntries(Object.entries(figures).map(([name, value]) => [`--${name}`, value]))

/** @param of from 0 to 1; beyond that it is full */
export const Share = ({ of, className = '' }: { of: number; className?: string }) => (
  <span className={`track ${className}`}>
    <i style={measured({ share: `${Math.round(Math.min(1, Math.max(0, of)) * 100)}%` })} />
  </span>
)
