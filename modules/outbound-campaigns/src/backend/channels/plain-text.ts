const LONGEST = 300

/**
 * What a provider says, made fit to be kept and shown: it may quote the request, and no number, key or token may
 * end up in a reason. Longer runs of digits (also written with spaces) and whatever looks like a credential go.
 */
export const plainText = (text: string): string => {
  const clean = text
    .replace(/\s+/g, ' ')
    .replace(/\b(Bearer|Basic) +\S+/gi, '$1 …')
    .replace(/\beyJ[\w-]*(\.[\w-]*)*/g, '…')
    .replace(/\+?\d(?:[ .-]?\d|[ .-]?\(\d+\)[ .-]?){6,}/g, '…')
    .trim()
  return clean.length > LONGEST ? `${clean.slice(0, LONGEST - 1)}…` : clean
}
