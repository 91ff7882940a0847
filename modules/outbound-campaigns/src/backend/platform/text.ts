/** NUL and halves of surrogate pairs are text to JavaScript and to no database: they are shown as what they are, lost. */
const UNSTORABLE = /\0|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

export const storable = (text: string): string => text.replace(UNSTORABLE, '\ufffd')
