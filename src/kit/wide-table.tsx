// A table that is wider than a narrow screen: its region can be reached and scrolled by the keyboard, empty or full.
import { Table, type TableProps, type TableRef } from 'antd'
import { useEffect, useRef } from 'react'

/** @param label what the table lists, for those who do not see it */
export function WideTable<Row extends object>({ label, ...table }: TableProps<Row> & { label: string }) {
  const ref = useRef<TableRef>(null)
  // antd offers no way to name the element that scrolls.
  useEffect(() => {
    const region = ref.current?.nativeElement.querySelector('.ant-table-content')
    region?.setAttribute('tabindex', '0')
    region?.setAttribute('role', 'group')
    region?.setAttribute('aria-label', label)
  })
  return <Table<Row> ref={ref} {...table} />
}
