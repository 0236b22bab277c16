// A part of a page that may break, or whose file may not come: it says so in its own place, and what stands around it stays.
import { Component, type ComponentType, lazy, type ReactNode, Suspense } from 'react'
import { canStart, NotCome } from './late-start.ts'
import { Broken } from './states.tsx'

export class Apart extends Component<{ children: ReactNode }, { error: unknown }> {
  override state: { error: unknown } = { error: undefined }
  private tried = false
  static getDerivedStateFromError(error: unknown) {
    return { error }
  }
  override render() {
    const { error } = this.state
    if (error === undefined) return this.props.children
    const again = async () => {
      // Some browsers know a file that did not come as missing for good: then only a fresh start fetches it.
      const hopeless = error instanceof NotCome && this.tried
      if (hopeless && (await canStart())) return location.reload()
      this.tried = true
      this.setState({ error: undefined })
    }
    return <Broken error={error} retry={again} />
  }
}

type Load<P> = () => Promise<{ default: ComponentType<P> }>

/** Loaded when it is first shown, and once; asked for anew where it did not come. */
export function comesLater<P extends object>(load: Load<P>): () => ComponentType<P> {
  let known: ComponentType<P> | undefined
  return () => {
    known ??= lazy(() =>
      load().catch(() => {
        known = undefined
        throw new NotCome()
      }),
    )
    return known
  }
}

/** A part that comes after its page, with `bones` until it is there. */
export function later<P extends object>(load: Load<P>, bones: ReactNode = null): (props: P) => ReactNode {
  const current = comesLater(load)
  return props => (
    <Apart>
      <Suspense fallback={bones}>
        <Current of={current} props={props} />
      </Suspense>
    </Apart>
  )
}

function Current<P extends object>({ of, props }: { of: () => ComponentType<P>; props: P }) {
  const Part = of()
  return <Part {...props} />
}
