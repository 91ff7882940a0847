/** The module's own tables, columns and indexes may be named. */
const OURS = /^["'`](outbound_[a-z_]+)["'`]$/

/**
 * What somebody else wrote (a database, a mail server, a library) with everything taken out that could be of a person or a
 * secret: what stands in quotes, addresses, long numbers, tokens. It may take out too much, and that is its right side.
 */
export const clean = (text: string): string =>
  text
    .replace(
      /"(?:[^"\\]|\\.)*"?|'[^']*'?|`[^`]*`?|“[^”]*”?|«[^»]*»?|<[^>]*>?/g,
      quoted => OURS.exec(quoted)?.[1] ?? '…'
    )
    .replace(/\b[a-z][a-z0-9+.-]*:\/\/\S+/gi, '…')
    .replace(/\S*@\S*/g, '…')
    .replace(/\+?\d(?:[\s().-]{0,2}\d){4,}/g, '…')
    .replace(/[\w-]{20,}(\.[\w-]+)*/g, word => (/^[a-z]+(_[a-z]+)+$/.test(word) ? word : '…'))
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 200)

/** A word of the module's (`campaign.paused`) or a short code of a provider's or a database's: it may stand as it is. */
export const isWord = (text: string): boolean =>
  /^(\d{1,6}|[0-9A-Z]{5})$/.test(text) ||
  (/^[A-Za-z_$/][\w$.:/<-]{0,150}$/.test(text) && !/\d{5,}/.test(text))
