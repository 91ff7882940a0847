import type { Response } from 'express'

/**
 * Writes an answer piece by piece, at the speed at which it is taken: nothing piles up behind a slow connection. A
 * fault in the middle cuts the connection, so that nobody takes half a file for the whole.
 */
export const streamText = async (
  res: Response,
  { type, fileName, mark = true }: { type: string; fileName: string; mark?: boolean },
  pieces: AsyncIterable<string> | Iterable<string>
): Promise<void> => {
  res.status(200)
  res.set({
    'content-type': `${type}; charset=utf-8`,
    'content-disposition': `attachment; filename="${fileName}"`,
    'cache-control': 'no-store'
  })
  let first = true
  for await (const piece of pieces) {
    if (res.destroyed) return
    // Excel takes a file without this mark for one in its own country's encoding; programs trip over it.
    const text = first && mark ? `\ufeff${piece}` : piece
    first = false
    if (!res.write(text)) await drained(res)
  }
  res.end()
}

const drained = (res: Response): Promise<void> =>
  new Promise(resolve => {
    const go = () => {
      res.off('drain', go)
      res.off('close', go)
      resolve()
    }
    res.on('drain', go)
    res.on('close', go)
  })
