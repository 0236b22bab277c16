// Why a file is not taken as a sheet, each with what to do about it.
import { refusals } from '../refusals.ts'

export const refuse = refusals({
  'sheet.empty': {
    status: 422,
    zh: '这是一个空文件，里面没有表。请打开看一看是不是存错了。',
    en: 'This file is empty; there is no sheet in it. Open it to see whether another one was meant.',
  },
  'sheet.no-rows': {
    status: 422,
    zh: '表里只有表头，没有一行内容。',
    en: 'The sheet has a header and not a single row below it.',
  },
  'sheet.unreadable': {
    status: 422,
    zh: '这个文件不是 .xlsx 或 .csv，或已损坏。请在 Excel 或 WPS 里打开，另存为 .xlsx 再试。',
    en: 'This is not an .xlsx or .csv file, or it is damaged. Open it and save it anew as .xlsx.',
  },
  'sheet.cut': {
    status: 422,
    zh: '文件不完整，后面一截没有传到。请重新下载或重新保存这张表再试。',
    en: 'The file is cut off; its end did not arrive. Download or save the sheet anew and try again.',
  },
  'sheet.encrypted': {
    status: 422,
    zh: '这张表加了打开密码，读不了。请去掉密码另存一份再试。',
    en: 'This workbook has a password. Save a copy without one and try again.',
  },
  'sheet.old': {
    status: 422,
    zh: '这是旧格式的表（.xls 或 .et）。请在 Excel 或 WPS 里点“另存为”，选 .xlsx，再送一次。',
    en: 'This is a workbook of the old kind (.xls or .et). Choose “save as”, then .xlsx, and send that.',
  },
  'sheet.other-file': {
    status: 422,
    zh: '这是{what}，不是表。请把名单另存为 .xlsx 或 .csv 再送。',
    en: 'This is {what}, not a sheet. Save the list as .xlsx or .csv and send that.',
  },
  'sheet.unpacks': {
    status: 422,
    zh: '这个文件很小，展开却极大，多半是表里有大片空白格。请只复制有内容的部分到新表再试。',
    en: 'This file is small but unpacks to an enormous size, most likely blank cells. Copy what is filled in into a new sheet.',
  },
  'sheet.too-large': {
    status: 422,
    zh: '这张表太大：一次最多 {rows} 行。请分成几张送。',
    en: 'This sheet is too large: at most {rows} rows at once. Split it into several.',
  },
  'sheet.too-heavy': {
    status: 422,
    zh: '读这张表用的内存或时间远超过它的大小该用的，没有读下去。请只复制有内容的部分到新表再试。',
    en: 'Reading this sheet takes far more memory or time than its size calls for; it was given up. Copy what is filled in into a new sheet.',
  },
  'sheet.quote': {
    status: 422,
    zh: '第 {row} 行开始的引号没有收尾，后面都连成了一格。请检查这一行的引号，或另存为 .xlsx。',
    en: 'A quotation mark that opens in row {row} never closes. Check that row, or save the sheet as .xlsx.',
  },
  'sheet.columns': {
    status: 422,
    zh: '表头缺少这些列：{missing}。',
    en: 'The header lacks these columns: {missing}.',
  },
  'sheet.column-twice': {
    status: 422,
    zh: '有两列的表头都是“{column}”（第 {first} 列和第 {second} 列）。请删掉或改名一列，免得认错。',
    en: 'Two columns are headed “{column}” ({first} and {second}). Remove or rename one of them.',
  },
})
