/** How names are compared: without case, accents and outer spaces, so that "promocion" finds "Promoción". */
export const nameKey = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim()

/** Behind everything that begins with this, emojis among it, in the order of bytes. */
export const beyond = (beginning: string): string => `${beginning}\u{10ffff}`
