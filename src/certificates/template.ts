// The page itself, in Typst. Every value comes through sys.inputs; nothing a person typed is ever source.
export const CERTIFICATE = `
#let given = sys.inputs
#let data = json(bytes(given.data))
#set document(title: "志愿服务记录证明 " + data.no, keywords: ("YUNJIAN " + data.no,))
#set page(paper: "a4", margin: (x: 24mm, top: 24mm, bottom: 20mm))
#set text(font: "Noto Serif SC", size: 11pt, lang: "zh", fill: rgb("#1d2530"))
#set par(leading: 0.9em)
#let cinnabar = rgb("#8f2a1e")
#let hair = 0.5pt + rgb("#e7e3dc")

#align(center)[
  #text(size: 26pt, weight: "bold", fill: cinnabar, tracking: 4pt)[志愿服务记录证明]
  #v(3mm)
  #text(size: 9.5pt, fill: rgb("#56606d"))[Certificate of volunteer service]
]
#v(8mm)
#text[兹证明 #text(weight: "bold")[#data.name]（#data.documentType #data.document，志愿者编号 #data.volunteerNo）自 #data.from 至 #data.until 参加志愿服务 #data.records 次，记录服务时间]
#v(3mm)
#align(center)[#text(size: 34pt, weight: "bold", fill: cinnabar)[#data.hours] #h(2mm) #text(size: 14pt)[小时]]
#v(5mm)
#table(
  columns: (auto, 1fr, auto, auto),
  stroke: (x, y) => (bottom: hair, top: if y == 0 { 1pt + cinnabar } else { none }),
  inset: (x: 3pt, y: 6pt),
  align: (left, left, left, right),
  table.header([#text(weight: "bold")[日期]], [#text(weight: "bold")[服务内容]], [#text(weight: "bold")[记录单位]], [#text(weight: "bold")[小时]]),
  ..data.rows.map(row => (row.day, row.title, row.team, row.hours)).flatten()
)
#if data.more > 0 [#text(size: 9pt, fill: rgb("#56606d"))[另有 #data.more 条记录，合计时间已含在内，可扫码逐条核对。]]
#v(1fr)
#grid(
  columns: (1fr, 34mm),
  gutter: 6mm,
  [
    #text(size: 9.5pt)[
      证明编号：#data.no #h(5mm) 验证码：#data.code \\
      出具单位：#data.issuer \\
      负责人：#data.responsible #h(5mm) 经办：#data.handler #h(5mm) 联系方式：#data.contact \\
      出具日期：#data.issuedOn
    ]
    #v(2mm)
    #text(size: 8pt, fill: rgb("#56606d"))[
      本证明依《志愿服务记录与证明出具办法（试行）》免费出具，为本平台记录，未对接全国系统。服务时间为实际服务时间，不含路途，精确到分钟，
      小时数截取两位小数。扫右侧二维码，或在 #data.verifyAt 输入证明编号与验证码可核验真伪；文件任何一处改动都会使签名失效。
    ]
  ],
  align(right)[#image(bytes(given.qr), format: "svg", width: 34mm)],
)
`
