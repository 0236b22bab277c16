// What a browser is, as far as its owner would call it: "Edge · Windows". Nothing hangs on it.
const BROWSERS: readonly [RegExp, string][] = [
  [/MicroMessenger\//, '微信 WeChat'],
  [/HuaweiBrowser\//, 'Huawei'],
  [/MiuiBrowser\//, 'Xiaomi'],
  [/Edg(A|iOS)?\//, 'Edge'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chrome\/|CriOS\//, 'Chrome'],
  [/Safari\//, 'Safari'],
]
const SYSTEMS: readonly [RegExp, string][] = [
  [/HarmonyOS|OpenHarmony/, 'HarmonyOS'],
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'Mac'],
  [/Linux/, 'Linux'],
]
const LONGEST = 40

/** Empty where it said nothing; its own first words where it is none of these. */
export function deviceName(said: string): string {
  const known = [BROWSERS, SYSTEMS].flatMap(list => list.find(([form]) => form.test(said))?.[1] ?? [])
  return known.length > 0 ? known.join(' · ') : said.slice(0, LONGEST)
}
