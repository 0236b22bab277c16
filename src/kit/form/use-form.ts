// The engine of every form: what stands in its fields, what is wrong with it, sending it once, and keeping it until it is sent.
// The contract's own shape says what fits, here and on the server.
import { useMutation } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import { z } from 'zod'
import { Problem } from '../api.ts'
import { useSession } from '../session.ts'
import { useSettings } from '../settings.ts'
import { clearTyped, markTyped } from '../typed.ts'
import { type DraftOf, draftName, dropDraft, keepDraft, readDraft, timesDropped } from './drafts.ts'
import { type Field, fieldsOf } from './shape.ts'
import {
  checked,
  fieldAt,
  homeOf,
  type Problems,
  type Values,
  valueAt,
  WHOLE,
  withoutProblem,
  withValue,
} from './values.ts'

export type FormOf<Shape extends z.ZodType, Answer> = {
  shape: Shape
  /** What stands there before anybody writes. */
  start?: Values
  /** @param key the same for the same content until there is an answer: asking again never sends twice */
  send: (value: z.output<Shape>, key: string) => Promise<Answer>
  done?: (answer: Answer, value: z.output<Shape>) => unknown
  /** What the shape alone cannot tell; the words stand at the field. */
  check?: (values: Values) => Problems
  draft?: DraftOf
}

export type Form = {
  id: string
  fields: readonly Field[]
  values: Values
  problems: Problems
  at: (path: string) => { field: Field | undefined; value: unknown; problem: string | undefined; id: string }
  set: (path: string, value: unknown) => void
  /** Several at once, as whole values. */
  fill: (values: Values) => void
  submit: () => void
  /** Says what is wrong with these fields; true where nothing is. */
  complete: (paths: readonly string[]) => boolean
  /** Whether anything is wrong with these fields as they stand; nothing is said of it. */
  wrongIn: (paths: readonly string[]) => boolean
  busy: boolean
  error: unknown
  /** Since when what stands here has been kept on this device. */
  kept: { at: string; given: boolean } | null
  discard: () => void
  /** It is kept elsewhere now: this device need not. */
  settled: () => void
  /** Each field on the page says so, so that a problem of one that is not goes to the foot of the form. */
  shows: (path: string) => () => void
  box: React.RefObject<HTMLFormElement | null>
}

/** The same key while the same content is asked for again; another one after an answer that stands. */
function useKeys() {
  const last = useRef<{ content: string; key: string } | null>(null)
  return {
    of(value: unknown): string {
      const content = JSON.stringify(value)
      if (last.current?.content !== content) last.current = { content, key: crypto.randomUUID() }
      return last.current.key
    },
    forget: () => {
      last.current = null
    },
  }
}
/** No answer came, or one that may change by itself: the same key finds out what became of the first. */
const mayPass = (error: unknown) =>
  error instanceof Problem &&
  (error.body.status === 0 || error.body.status >= 500 || error.body.code === 'idempotency.running')

export function useForm<Shape extends z.ZodType, Answer>(of: FormOf<Shape, Answer>): Form {
  const { language } = useSettings()
  const session = useSession()
  const { shape } = of
  const fields = useMemo(
    () => fieldsOf(z.toJSONSchema(shape, { io: 'input', unrepresentable: 'any' })),
    [shape],
  )
  const [values, setValues] = useState<Values>(of.start ?? {})
  const [problems, setProblems] = useState<Problems>({})
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  // A session that ended meanwhile is no reason to keep nothing: what was typed belongs to whoever was here, and to nobody else.
  const [account, setAccount] = useState<string | null>(null)
  const now = session.data?.accountId ?? account
  if (now !== account) {
    setAccount(now)
    if (account !== null) {
      setValues(of.start ?? {})
      setProblems({})
      setError(null)
    }
  }
  const keys = useKeys()
  // As every other request that changes something: a session that ended is asked for, a reload waits for the answer.
  const sending = useMutation({
    mutationFn: (it: { value: z.output<Shape>; key: string }) => of.send(it.value, it.key),
  })
  const shown = useRef(new Set<string>())
  const box = useRef<HTMLFormElement>(null)
  const leads = useRef(false)
  const id = useMemo(() => `form-${crypto.randomUUID().slice(0, 8)}`, [])
  const draft = useDraft(of.draft, account, values, given => setValues(now => ({ ...now, ...given })))
  const typing = of.draft?.key ?? id
  // biome-ignore lint/correctness/useExhaustiveDependencies: a form that is gone holds nothing that was typed
  useEffect(() => () => clearTyped(typing), [])

  const written = (change: (now: Values) => Values) => {
    setValues(change)
    setError(null)
    if (of.draft) draft.changed()
    else markTyped(typing)
  }
  /** Says what is wrong where it is wrong, and leads to the first of it. */
  const tell = (found: Problems) => {
    const here: Record<string, string> = {}
    for (const [path, text] of Object.entries(found)) here[homeOf(path, shown.current)] ??= text
    setProblems(here)
    leads.current = true
  }
  // Once what is wrong is drawn, however long the drawing took.
  // biome-ignore lint/correctness/useExhaustiveDependencies: every telling leads anew
  useEffect(() => {
    if (!leads.current) return
    leads.current = false
    box.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-problem]')?.focus()
  }, [problems])
  const refused = (problem: unknown) => {
    const body = problem instanceof Problem ? problem.body : undefined
    const found = body?.fields
      ? Object.fromEntries(body.fields.map(one => [one.field, one.message]))
      : body?.field !== undefined && homeOf(body.field, shown.current) !== WHOLE
        ? { [body.field]: body.detail }
        : undefined
    if (found) tell(found)
    // What stands at no field is said below, in the server's own words.
    if (!found || Object.keys(found).some(path => homeOf(path, shown.current) === WHOLE)) setError(problem)
  }
  const look = () => {
    const found = checked(shape, fields, values, language)
    const more = of.check?.(values) ?? {}
    const wrong = { ...('problems' in found ? found.problems : {}), ...more }
    return { found, wrong }
  }
  const wrongOf = (paths: readonly string[]) => {
    const wanted = new Set(paths)
    return Object.entries(look().wrong).filter(([path]) => homeOf(path, wanted) !== WHOLE)
  }
  const submit = async () => {
    const { found, wrong } = look()
    if (!('value' in found) || Object.keys(wrong).length > 0) return tell(wrong)
    setBusy(true)
    setError(null)
    setProblems({})
    try {
      const answer = await sending.mutateAsync({ value: found.value, key: keys.of(found.value) })
      keys.forget()
      draft.sent()
      clearTyped(typing)
      await of.done?.(answer, found.value)
    } catch (problem) {
      if (!mayPass(problem)) keys.forget()
      refused(problem)
    } finally {
      setBusy(false)
    }
  }
  return {
    id,
    fields,
    values,
    problems,
    busy,
    error,
    box,
    at: path => ({
      field: fieldAt(fields, path),
      value: valueAt(values, path),
      problem: problems[path],
      id: `${id}-${path.replaceAll('.', '-')}`,
    }),
    set: (path, value) => {
      written(now => withValue(now, path, value))
      setProblems(now => withoutProblem(now, path))
    },
    fill: next => written(now => ({ ...now, ...next })),
    submit: () => void submit(),
    complete: paths => {
      const wrong = wrongOf(paths)
      tell(Object.fromEntries(wrong))
      return wrong.length === 0
    },
    wrongIn: paths => wrongOf(paths).length > 0,
    kept: draft.kept,
    discard: () => {
      draft.sent()
      setValues(of.start ?? {})
      setProblems({})
      setError(null)
    },
    settled: draft.sent,
    shows: path => {
      shown.current.add(path)
      return () => shown.current.delete(path)
    },
  }
}

const PAUSE_MS = 300

/** Gives back what was kept for this account, and keeps what is written since. */
function useDraft(
  of: DraftOf | undefined,
  account: string | null,
  values: Values,
  give: (kept: Values) => void,
) {
  const [kept, setKept] = useState<Form['kept']>(null)
  const state = useRef({ dirty: false, values, looked: '' })
  const opened = useRef(timesDropped())
  state.current.values = values
  const name = of && account ? `${account}.${of.key}` : ''
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked for once an account and form
  useEffect(() => {
    if (!of || !account || state.current.looked === name) return
    // What another account wrote here is kept for that account.
    if (state.current.looked !== '') state.current.dirty = false
    state.current.looked = name
    const draft = state.current.dirty ? null : readDraft(account, of)
    if (draft) give(draft.values)
    setKept(draft && { at: draft.at, given: true })
  }, [name])
  // Two windows with one draft hold the same: neither writes over what it never saw.
  // biome-ignore lint/correctness/useExhaustiveDependencies: listened to once an account and form
  useEffect(() => {
    const heard = ({ key }: StorageEvent) => {
      if (!of || !account || state.current.dirty || key !== draftName(account, of)) return
      const draft = readDraft(account, of)
      if (draft) give(draft.values)
      setKept(before => draft && { at: draft.at, given: before?.given ?? true })
    }
    window.addEventListener('storage', heard)
    return () => window.removeEventListener('storage', heard)
  }, [name])
  const keep = () => {
    if (!of || !account || !state.current.dirty) return
    if (of.personal && opened.current !== timesDropped()) return
    const at = keepDraft(account, of, state.current.values)
    state.current.dirty = false
    if (at) setKept(now => ({ at, given: now?.given ?? false }))
  }
  const keeping = useRef(keep)
  keeping.current = keep
  // biome-ignore lint/correctness/useExhaustiveDependencies: a pause after each word, not a timer that runs
  useEffect(() => {
    const timer = setTimeout(() => keeping.current(), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [values])
  useEffect(() => {
    const leave = () => keeping.current()
    window.addEventListener('pagehide', leave)
    return () => {
      window.removeEventListener('pagehide', leave)
      leave()
    }
  }, [])
  return {
    kept,
    changed: () => {
      state.current.dirty = true
    },
    sent: () => {
      state.current.dirty = false
      if (of && account) dropDraft(account, of)
      setKept(null)
    },
  }
}
