// What a room shows on the web, said once in its web/room.tsx. Types only; app/web/rooms.tsx lists them, the shells arrange.
import type { ComponentType } from 'react'
import type { Permission } from '../foundation/access/roles.ts'

/** The desk's menu, by work. The shell has its order, icons and words. */
export type Work =
  | 'queue'
  | 'projects'
  | 'people'
  | 'organizations'
  | 'records'
  | 'sites'
  | 'training'
  | 'incentives'
  | 'aid'
  | 'emergencies'
  | 'statistics'
  | 'audit'
  | 'rules'

/**
 * Where a room may put a card on a page that it does not own.
 * home, elder: the volunteer's first page, as usual and in large type · self: who I am and my hours, above 我的 · own: a card there · mine: a tile there · leads: for a leader, below 我的队伍 ·
 * person: on the desk's page of a volunteer (`person`) ·
 * way: a sign-up's steps after the service (`id` is the shift) · portal: the first page for everybody · always: unseen, as long
 * as the phone is open.
 */
export type CardPlace =
  | 'home'
  | 'elder'
  | 'self'
  | 'own'
  | 'mine'
  | 'leads'
  | 'way'
  | 'portal'
  | 'always'
  | 'person'

/** What a page tells the cards on it: which thing it is about, and whose it is. */
export type CardProps = { id?: number | undefined; person?: number | undefined }

type Loaded<Props> = Promise<{ default: ComponentType<Props> }>

export type WebPage = {
  /** portal: in the portal's frame · bare: without a frame · me: the phone · desk. */
  at: 'portal' | 'bare' | 'me' | 'desk'
  /** Below its face, without a slash before it; '' is the face's first page. */
  path: string
  load: () => Loaded<object>
  /** Usable without network: its files are kept on the volunteer's phone, its answers by `meta: { keep: true }`. */
  offline?: true
}

/** A line of the desk's menu, below its work; the first that a person may open is where the work opens. */
export type MenuEntry = {
  work: Work
  to: string
  needs: Permission
  /** Its name where a work has several, among the texts under `menu`. */
  text?: string
}

export type WebRoom = {
  name: string
  /** Words that shared pages of the desk show: kinds of waiting item, steps of the journal, labels of panels, menu entries. */
  texts?: () => Promise<unknown>
  pages?: readonly WebPage[]
  menu?: readonly MenuEntry[]
  cards?: readonly {
    on: CardPlace
    load: () => Loaded<CardProps>
    /** For a card on the phone's first page: addresses it asks at once, exactly as it asks them. */
    asks?: readonly string[]
  }[]
  /** Its kinds of waiting item and their colour; the word of a kind is among the texts, under `waiting`. */
  waiting?: Readonly<Record<string, 'red' | 'indigo' | 'amber' | 'jade' | 'grey'>>
  /** What the desk's one search finds here, under the name of the work. */
  seek?: {
    work: Work
    needs: Permission
    load: () => Promise<{ seek: (text: string) => Promise<Found[]> }>
  }
}
export type Found = { to: string; label: string }
