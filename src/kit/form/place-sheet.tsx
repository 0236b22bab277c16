// Choosing a place on the phone: the towns, then the communities of one, or both by a search.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../icons.tsx'
import { Sheet } from '../sheet.tsx'
import { communitiesOf, found, type Place, sayPlace, townsOf, usePlaces } from './places.ts'
import './texts.ts'

export function PlacePicker({
  id,
  value,
  label,
  invalid,
  describedBy,
  onChange,
}: {
  id: string
  value: string
  label: string
  invalid: boolean
  describedBy: string | undefined
  onChange: (code: string, place: Place) => void
}) {
  const { t } = useTranslation()
  const places = usePlaces().data?.places ?? []
  const [open, setOpen] = useState(false)
  const said = sayPlace(places, value)
  return (
    <>
      <button
        type="button"
        id={id}
        className={said ? 'picker' : 'picker blank'}
        aria-haspopup="dialog"
        aria-label={`${label} ${said || t('form.choose')}`}
        aria-invalid={invalid}
        aria-describedby={describedBy}
        onClick={() => setOpen(true)}
      >
        <span>{said || t('form.choose')}</span>
        <Icon name="next" size={18} />
      </button>
      {open && (
        <Sheet title={label} close={() => setOpen(false)}>
          <Places
            places={places}
            value={value}
            choose={place => {
              onChange(place.code, place)
              setOpen(false)
            }}
          />
        </Sheet>
      )}
    </>
  )
}

function Places({
  places,
  value,
  choose,
}: {
  places: readonly Place[]
  value: string
  choose: (place: Place) => void
}) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const [town, setTown] = useState(() => places.find(one => one.code === value)?.parentCode ?? '')
  const hits = found(places, text).filter(one => one.level === 'community')
  const line = (place: Place, name: string) => (
    <button key={place.code} type="button" aria-pressed={place.code === value} onClick={() => choose(place)}>
      <span>{name}</span>
      {place.code === value && <Icon name="check" size={18} />}
    </button>
  )
  return (
    <>
      <input
        type="search"
        className="seek"
        value={text}
        placeholder={t('form.place.search')}
        aria-label={t('form.place.search')}
        onChange={event => setText(event.target.value)}
      />
      {text.trim() ? (
        <div className="list picks">
          {hits.map(one => line(one, sayPlace(places, one.code)))}
          {hits.length === 0 && <p role="status">{t('form.place.none')}</p>}
        </div>
      ) : (
        <div className="list picks">
          {townsOf(places).map(one => (
            <div key={one.code} className="branch">
              <button
                type="button"
                aria-expanded={town === one.code}
                onClick={() => setTown(town === one.code ? '' : one.code)}
              >
                <b>{one.name}</b>
                <Icon name="next" size={18} />
              </button>
              {town === one.code && communitiesOf(places, one.code).map(it => line(it, it.name))}
            </div>
          ))}
        </div>
      )}
    </>
  )
}
