// What shared pages of the desk say of projects.
import { share } from '../../kit/words.ts'

const zh = {
  menu: { projects: '项目' },
  waiting: {
    project: '项目审核',
    returned: '退回待改',
  },
  trail: {
    'project.drafted': '起草',
    'project.rewritten': '修改',
    'project.submitted': '提交审核',
    'project.returned': '退回',
    'project.published': '公开招募',
    'project.suspended': '暂停',
    'project.resumed': '恢复',
    'project.cancelled': '取消',
    'project.closed': '结项',
    'project.cover-named': '换保险合同',
  },
}
const en: typeof zh = {
  menu: { projects: 'Projects' },
  waiting: {
    project: 'Project review',
    returned: 'Returned to you',
  },
  trail: {
    'project.drafted': 'Drafted',
    'project.rewritten': 'Rewritten',
    'project.submitted': 'Submitted',
    'project.returned': 'Returned',
    'project.published': 'Published',
    'project.suspended': 'Suspended',
    'project.resumed': 'Resumed',
    'project.cancelled': 'Cancelled',
    'project.closed': 'Closed',
    'project.cover-named': 'Another insurance contract named',
  },
}
share({ zh, en })
