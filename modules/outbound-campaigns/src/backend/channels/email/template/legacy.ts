/**
 * The older way to write a variable, `{first_name}`, as Liquid. Only a bare name in single braces is meant: CSS has braces
 * too, and whatever stands in Liquid's own, or in a <style>, is left as it is.
 */
export interface Translated {
  source: string
  /** The older variables that were found, as they were written, each once. */
  used: string[]
  /** Where a place in the translation was in what the author wrote. */
  origin(offset: number): number
}

const PIECES = /\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}|<style\b[\s\S]*?<\/style>|\{([a-z_]\w*)\}/gi

/** Names that were other ones once. */
const RENAMED: Partial<Record<string, string>> = { company_name: 'company' }

export const toLiquid = (written: string): Translated => {
  const used = new Set<string>()
  const pieces: Array<{ at: number; from: number; to: number }> = []
  let shift = 0
  const source = written.replace(PIECES, (piece: string, name: string | undefined, at: number) => {
    if (name === undefined) return piece
    used.add(name)
    const liquid = `{{ ${RENAMED[name] ?? name} }}`
    pieces.push({ at, from: at + shift, to: at + shift + liquid.length })
    shift += liquid.length - piece.length
    return liquid
  })
  return {
    source,
    used: [...used],
    origin(offset) {
      const [last] = pieces.filter(({ from }) => from <= offset).slice(-1)
      if (!last) return offset
      if (offset < last.to) return last.at + 1
      const length = written.indexOf('}', last.at) + 1 - last.at
      return offset - last.to + last.at + length
    }
  }
}

/** Which of the older variables a template still has, so that a screen can offer to bring them up to date. */
export const olderVariables = (written: string): string[] => toLiquid(written).used

/** The same template in today's way of writing. */
export const modernised = (written: string): string => toLiquid(written).source
