import type { Readable } from 'stream'

/** The sender went away in the middle of the file. */
export class Interrupted extends Error {
  constructor() {
    super('The connection ended before the file was complete.')
    this.name = 'Interrupted'
  }
}

const LARGEST_PIECE = 8 * 1024

/**
 * A stream piece by piece, when they are asked for: what isn't asked for stays with the sender. `for await` would destroy
 * the stream when it is left early, and with it the connection on which the answer is to go out; it also can't tell a
 * broken connection from the end on Node 12.
 *
 * Pieces are small, because each is parsed in one go and the bot waits as long.
 */
export class Pieces {
  private left: Buffer = Buffer.alloc(0)
  private size = 0
  private ended = false
  private failure: Error | null = null
  private wake: () => void = () => {}
  private readonly stir = () => this.wake()

  /** More than `limit` bytes end the reading with what `tooLarge` answers. */
  constructor(
    private readonly stream: Readable,
    private readonly limit: number,
    private readonly tooLarge: () => Error
  ) {
    stream.on('readable', this.stir)
    stream.on('end', () => {
      this.ended = true
      this.wake()
    })
    stream.on('error', () => this.fail(new Interrupted()))
    stream.on('close', () => this.fail(new Interrupted()))
  }

  /** Ends the reading with this error. What ended already stays so. */
  fail(error: Error): void {
    if (!this.ended) this.failure = this.failure ?? error
    this.wake()
  }

  /** null: there is no more. */
  async next(): Promise<Buffer | null> {
    while (this.left.length === 0) {
      // What has arrived is taken in before it is said that no more will.
      const read: unknown = this.ended ? null : this.stream.read()
      if (Buffer.isBuffer(read)) this.left = this.counted(read)
      else if (this.failure) throw this.failure
      else if (this.ended) return null
      else await new Promise<void>(resolve => (this.wake = resolve))
    }
    const piece = this.left.slice(0, LARGEST_PIECE)
    this.left = this.left.slice(piece.length)
    return piece
  }

  private counted(read: Buffer): Buffer {
    this.size += read.length
    if (this.size > this.limit) throw this.tooLarge()
    return read
  }

  /** Lets the rest go by unread, so that the sender can finish and hear the answer. */
  drain(): void {
    this.stream.removeListener('readable', this.stir)
    this.stream.resume()
  }
}
