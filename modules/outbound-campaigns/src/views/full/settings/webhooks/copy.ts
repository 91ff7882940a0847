/** Puts a text into the clipboard. Where the browser has none for this page (no HTTPS), by selecting and copying. */
export const copyText = async (field: HTMLInputElement): Promise<boolean> => {
  if (navigator.clipboard && window.isSecureContext) {
    try {
      await navigator.clipboard.writeText(field.value)
      return true
    } catch {
      // Not allowed for this page: the older way may be.
    }
  }
  field.select()
  return document.execCommand('copy')
}
