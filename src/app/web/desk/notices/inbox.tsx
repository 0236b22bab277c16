// The inbox at the desk: the same messages, as wide as a column.
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { More } from '../../../../kit/listing.tsx'
import { type Notice, useInbox, useRead } from '../../../../kit/notices/inbox.ts'
import { Asking, Told } from '../../../../kit/notices/parts.tsx'
import { Answer, Empty } from '../../../../kit/states.tsx'
import '../../../../kit/notices/inbox.css'
import '../../../../kit/notices/texts.ts'

export default function DeskInbox() {
  const { t } = useTranslation()
  const inbox = useInbox()
  const read = useRead()
  const open = (one: Notice) => {
    if (!one.read) read.mutate({ id: one.id })
  }
  return (
    <div className="desk-inbox">
      <Answer of={inbox}>
        {({ pages }) => {
          const [first] = pages
          const items = pages.flatMap(page => page.items)
          const newest = Math.max(0, ...items.map(one => one.id))
          return (
            <>
              <div className="titled">
                <div>
                  <h1>{t('inbox.title')}</h1>
                  <p className="second">
                    {first && first.unread > 0
                      ? t('inbox.unread', { count: first.unread })
                      : t('inbox.allRead')}
                  </p>
                </div>
                {first && first.unread > 0 && (
                  <Button onClick={() => read.mutate({ upTo: newest })} loading={read.isPending}>
                    {t('inbox.readAll')}
                  </Button>
                )}
              </div>
              {first && first.asking.length > 0 && (
                <section aria-labelledby="asking">
                  <h2 id="asking">{t('inbox.asking')}</h2>
                  {first.asking.map(one => (
                    <Asking key={one.id} one={one} face="desk" onOpen={open} />
                  ))}
                </section>
              )}
              {items.length === 0 && first?.asking.length === 0 && <Empty>{t('inbox.empty')}</Empty>}
              {items.length > 0 && (
                <section aria-labelledby="told">
                  <h2 id="told">{t('inbox.told')}</h2>
                  <ul className="tolds">
                    {items.map(one => (
                      <Told key={one.id} one={one} face="desk" onOpen={open} />
                    ))}
                  </ul>
                  <More of={inbox} className="ant-btn ant-btn-default told-more" />
                </section>
              )}
            </>
          )
        }}
      </Answer>
    </div>
  )
}
