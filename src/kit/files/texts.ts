// Words of files: sending, showing, taking away.
import { bring } from '../words.ts'

const zh = {
  camera: '拍一张',
  gallery: '从相册选',
  choose: '选择文件',
  drop: '把文件拖到这里，或',
  list: '已传的文件',
  attachedTo: '附件',
  none: '没有附件',
  waiting: '排队中',
  preparing: '正在缩小照片',
  sending: '已传 {{done}} / {{of}}',
  offline: '网络断了，连上后接着传（已传 {{done}} / {{of}}）',
  looking: '正在检查',
  done: '已传好',
  unscanned: '等病毒检查，检查过后别人才能打开',
  cancel: '停止',
  again: '再试一次',
  remove: '移除',
  removeOf: '移除 {{name}}',
  cancelOf: '停止 {{name}}',
  open: '打开 {{name}}',
  progressOf: '{{name}} 的进度',
  full: '最多 {{n}} 个，已经满了',
  left: '还可以放 {{n}} 个',
  pictures: '照片会去掉拍摄位置再保存。',
}
const en: typeof zh = {
  camera: 'Take a photo',
  gallery: 'From the gallery',
  choose: 'Choose files',
  drop: 'Drop files here, or',
  list: 'Files sent',
  attachedTo: 'Attachments',
  none: 'No attachments',
  waiting: 'Waiting its turn',
  preparing: 'Making the photo smaller',
  sending: '{{done}} of {{of}} sent',
  offline: 'No network; it goes on once there is one ({{done}} of {{of}} sent)',
  looking: 'Being looked at',
  done: 'Sent',
  unscanned: 'Waits for the virus scan; others open it after that',
  cancel: 'Stop',
  again: 'Try again',
  remove: 'Remove',
  removeOf: 'Remove {{name}}',
  cancelOf: 'Stop sending {{name}}',
  open: 'Open {{name}}',
  progressOf: 'Progress of {{name}}',
  full: 'At most {{n}}; no more fit',
  left: 'Room for {{n}} more',
  pictures: 'Photos are kept without the place where they were taken.',
}
declare module '../words.ts' {
  interface Words {
    files: typeof zh
  }
}
bring('files', { zh, en })
