// The report's data annex, in Typst. Every value comes through sys.inputs.
export const TERM_REPORT = `
#let data = json(bytes(sys.inputs.data))
#set document(title: "志愿服务数据附件 " + data.from + " 至 " + data.to)
#set page(paper: "a4", margin: (x: 22mm, y: 20mm), numbering: "1 / 1")
#set text(font: "Noto Serif SC", size: 10pt, lang: "zh", fill: rgb("#1d2530"))
#let cinnabar = rgb("#8f2a1e")
#let hair = 0.5pt + rgb("#e7e3dc")
#let second = rgb("#56606d")
#let sheet(columns, align, head, rows) = table(
  columns: columns, align: align, inset: (x: 4pt, y: 5pt),
  stroke: (x, y) => (bottom: hair, top: if y == 0 { 1pt + cinnabar } else { none }),
  table.header(..head.map(one => text(weight: "bold")[#one])),
  ..rows.flatten()
)
#text(size: 20pt, weight: "bold", fill: cinnabar)[志愿服务数据附件]
#v(1mm)
#text(fill: second)[#data.from 至 #data.to #h(4mm) 生成于 #data.madeAt #h(4mm) 每个数字都能打开到所计的记录；小时为分钟之和除以六十，两位小数截断，各列之和可能与合计有末位之差]
#v(4mm)
= 一、主要数字
#sheet((auto, 1fr, auto, auto, 2.2fr), (left, left, right, right, left), ("行", "名称", "数值", "报告", "口径"),
  data.figures.map(one => (one.row, one.name, one.value + " " + one.unit, one.source, text(size: 8.5pt, fill: second)[#one.definition])))
#v(4mm)
= 二、逐年
#sheet((1fr, 1fr, 1fr, 1fr), (left, right, right, right), ("年", "小时", "记录", "服务的人"),
  data.years.map(one => (one.year, one.hours, one.records, one.active)))
#v(4mm)
= 三、街镇（按服务地）
#sheet((1.4fr, 1fr, 1fr, 1fr, 1fr), (left, right, right, right, right), ("街镇", "小时", "记录", "服务的人", "实名注册"),
  data.towns.map(one => (one.name, one.hours, one.records, one.active, one.verified)))
#v(4mm)
= 四、服务类别
#sheet((1fr, 1fr, 1fr), (left, right, right), ("类别", "小时", "记录"),
  data.kinds.map(one => (one.name, one.hours, one.records)))
`
