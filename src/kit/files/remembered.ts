// What this device remembers of files that were begun: which upload belongs to which file. A browser that keeps nothing begins anew.
const PREFIX = 'yunjian.upload '

export const fingerprintOf = (file: File, purpose: string, subject = '') =>
  `${PREFIX}${purpose} ${subject} ${file.name} ${file.size} ${file.lastModified}`

export function rememberedUpload(fingerprint: string): number {
  try {
    return Number(localStorage.getItem(fingerprint) ?? 0)
  } catch {
    return 0
  }
}

export function rememberUpload(fingerprint: string, id: number | null): void {
  try {
    if (id === null) localStorage.removeItem(fingerprint)
    else localStorage.setItem(fingerprint, String(id))
  } catch {
    // nothing is kept here
  }
}

/** Somebody signs out: the names of their files go. */
export function forgetUploads(): void {
  for (const name of Object.keys(localStorage)) if (name.startsWith(PREFIX)) localStorage.removeItem(name)
}
