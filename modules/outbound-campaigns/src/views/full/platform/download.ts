/** Hands a file over to the browser as a download. */
export const saveFile = (content: Blob, name: string): void => {
  const link = document.createElement('a')
  const address = URL.createObjectURL(content)
  link.href = address
  link.download = name
  document.body.appendChild(link)
  link.click()
  link.remove()
  // Some browsers read it only after this turn.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
