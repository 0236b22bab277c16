// A file of SQL as its statements, one command each: what a cluster takes, where several at once are refused.

/** What may hold a semicolon that ends nothing: a comment, a text, a quoted name, a dollar-quoted body. */
const WHOLE = /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"|\$(\w*)\$[\s\S]*?\$\1\$|;/g
const COMMENTS_ONLY = /^(?:\s|--[^\n]*|\/\*[\s\S]*?\*\/)*$/

/** Statements in their order without the semicolon, each with the comments before it; comments alone are none. */
export function statementsOf(sql: string): string[] {
  const statements: string[] = []
  let begun = 0
  for (const { 0: found, index } of sql.matchAll(WHOLE)) {
    if (found !== ';') continue
    statements.push(sql.slice(begun, index))
    begun = index + 1
  }
  return [...statements, sql.slice(begun)].filter(one => !COMMENTS_ONLY.test(one)).map(one => one.trim())
}
