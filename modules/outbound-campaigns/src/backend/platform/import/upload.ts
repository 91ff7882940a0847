import busboy from 'busboy'
import type { IncomingMessage } from 'http'
import { PassThrough } from 'stream'
import { badRequest, Problem } from '../http/problem'
import { fileProblem } from './file-kind'
import { Interrupted, Pieces } from './pieces'

export interface Upload {
  fileName: string | null
  /** What the form said before the file; of a small file also what it said behind it. */
  fields: ReadonlyMap<string, string>
  /** The file's bytes. Ends with a Problem where they are more than allowed, with Interrupted where they break off. */
  pieces: Pieces
  /** What else the form said: known once the file was read. */
  fieldsBehind(): Promise<ReadonlyMap<string, string>>
  /** Lets what is left of the request go by, so that the answer arrives. */
  drain(): void
}

/** Boundaries and headers of a form are not the file's. */
const FORM_OVERHEAD = 64 * 1024
/**
 * So much of a form's file is held until the form is complete, because many programs name the file first and what is to
 * be done with it behind. A larger file is read as it comes, and what stands behind it is too late.
 */
const HELD = 64 * 1024

/** The file in a request: a form with the field `file`, or the file as the body itself. */
export const openUpload = (req: IncomingMessage, maxMb: number): Promise<Upload> => {
  const limit = maxMb * 1024 * 1024
  const type = req.headers['content-type'] ?? ''
  const isForm = /^multipart\/form-data\b/i.test(type)
  const refuse = (problem: Problem) => {
    req.resume()
    return Promise.reject(problem)
  }
  if (Number(req.headers['content-length'] ?? 0) > limit + (isForm ? FORM_OVERHEAD : 0))
    return refuse(tooLarge(maxMb))
  if (/^(?:gzip|deflate|br)$/i.test(req.headers['content-encoding'] ?? '')) {
    return refuse(new Problem(415, 'The body is compressed. Send the CSV as it is.'))
  }
  if (isForm) return openForm(req, limit, maxMb)
  if (/^(?:application\/(?:[\w.-]+\+)?json|multipart\/)/i.test(type)) {
    return refuse(
      new Problem(
        415,
        'Send the file as the field "file" of a form (multipart/form-data), or as a body of type text/csv.'
      )
    )
  }
  return Promise.resolve(openBody(req, limit, maxMb))
}

/** Uses the file of a request. Whatever is refused, the request is read to its end first, so that the answer arrives. */
export const withUpload = async <T>(
  req: IncomingMessage,
  maxMb: number,
  use: (upload: Upload) => Promise<T>
): Promise<T> => {
  let upload: Upload | null = null
  try {
    upload = await openUpload(req, maxMb)
    return await use(upload)
  } catch (err) {
    upload?.drain()
    if (!(err instanceof Interrupted)) throw err
    throw badRequest(
      'The connection ended before the file was complete. The rows until there are in; ' +
        'send the same file again, and only what is missing is added.'
    )
  }
}

const openBody = (req: IncomingMessage, limit: number, maxMb: number): Upload => {
  const pieces = new Pieces(req, limit, () => tooLarge(maxMb))
  onBreak(req, () => pieces.fail(new Interrupted()))
  return {
    fileName: null,
    fields: new Map(),
    pieces,
    fieldsBehind: () => Promise.resolve(new Map()),
    drain: () => pieces.drain()
  }
}

const openForm = (req: IncomingMessage, limit: number, maxMb: number): Promise<Upload> =>
  new Promise((resolve, reject) => {
    const form = parserOf(req)
    const fields = new Map<string, string>()
    const behind = new Map<string, string>()
    const others: string[] = []
    let pieces: Pieces | null = null
    let isBegun = false
    let begin: () => void = () => {}
    const drain = () => {
      req.unpipe(form)
      req.resume()
    }
    const complete = new Promise<ReadonlyMap<string, string>>(done => {
      form.on('close', () => done(behind))
      form.on('error', () => done(behind))
      onBreak(req, () => done(behind))
    })
    const giveUp = (error: Error) => {
      drain()
      reject(error)
    }

    form.on('field', (name, value) => (isBegun ? behind : fields).set(name, value))
    form.on('file', (name, stream, { filename }) => {
      if (name !== 'file' || pieces) {
        others.push(name)
        stream.resume()
        return
      }
      const held = new PassThrough({ highWaterMark: HELD })
      const begun = new Pieces(held, limit, () => tooLarge(maxMb))
      pieces = begun
      begin = () => {
        isBegun = true
        resolve({ fileName: filename || null, fields, pieces: begun, fieldsBehind: () => complete, drain })
      }
      let size = 0
      stream.on('data', (piece: Buffer) => {
        size += piece.length
        if (size >= HELD) begin()
      })
      stream.on('error', () => begun.fail(new Interrupted()))
      stream.pipe(held)
    })
    form.on('close', () => {
      if (pieces) begin()
      else giveUp(noFile(others))
    })
    form.on('error', () => {
      pieces?.fail(new Interrupted())
      giveUp(badRequest('The form is malformed: it cannot be told where its file ends.'))
    })
    onBreak(req, () => {
      // The rows until there come in.
      begin()
      pieces?.fail(new Interrupted())
      reject(new Interrupted())
    })
    req.pipe(form)
  })

const parserOf = (req: IncomingMessage): busboy.Busboy => {
  try {
    return busboy({
      headers: req.headers,
      defParamCharset: 'utf8',
      limits: { fields: 20, fieldSize: FORM_OVERHEAD, files: 5 }
    })
  } catch {
    req.resume()
    throw badRequest(
      'The form names no boundary: send it as multipart/form-data with one, as browsers and curl -F do.'
    )
  }
}

const onBreak = (req: IncomingMessage, react: () => void): void => {
  req.on('aborted', react)
  req.on('close', () => {
    if (!req.complete) react()
  })
}

const noFile = (others: readonly string[]): Problem =>
  fileProblem(
    'file_missing',
    others.length > 0
      ? `The form has its file in the field "${others[0]}". Send it in the field "file".`
      : 'There is no file in the form. Send it in the field "file".',
    'missing'
  )

const tooLarge = (maxMb: number): Problem =>
  new Problem(
    413,
    `The file is larger than ${maxMb} MB, which is the most that is taken (the setting max_upload_mb). ` +
      'Raise the setting, or split the file: rows that came in before are kept and never doubled.',
    [{ path: 'file', code: 'file_too_large', message: `larger than ${maxMb} MB` }]
  )
