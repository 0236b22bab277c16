// What rooms say of an object, below its own facts: each panel in its room's words, its figures opening where they can.
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { api, ask } from './api.ts'
import { coded } from './coded.ts'
import { useNamed } from './vocabulary.ts'

/** Silent while nothing is known: a page does not wait for what others say of its object. */
export function Panels({ of, id }: { of: string; id: number }) {
  const { t } = useTranslation()
  const named = useNamed()
  const said = useQuery({
    queryKey: ['panels', of, id],
    queryFn: () => ask(api.GET('/api/objects/{kind}/{id}/panels', { params: { path: { kind: of, id } } })),
  })
  return said.data?.panels.map(panel => (
    <section key={panel.name} className="panel">
      <h2>{coded(t, 'panel', panel.name)}</h2>
      <dl>
        {panel.lines.map(line => (
          <div key={`${line.label} ${line.value}`} className="panel-line">
            <dt>{coded(t, 'panel', line.label)}</dt>
            <dd className="num">
              {line.to ? (
                <Link to={line.to} className="opens">
                  {named(line.value) ?? line.value}
                </Link>
              ) : (
                (named(line.value) ?? line.value)
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  ))
}
