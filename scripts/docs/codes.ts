/**
 * The codes that the module's source gives as reasons, read from the source itself: most stand where they arise, in an object
 * with a sentence beside them, and a list that somebody kept by hand would miss the next one.
 */
import fs from 'fs'
import path from 'path'
import ts from 'typescript'

const parse = (file: string): ts.SourceFile =>
  ts.createSourceFile(file, fs.readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true)

const nodesOf = (root: ts.Node): ts.Node[] => {
  const found: ts.Node[] = [root]
  ts.forEachChild(root, child => {
    found.push(...nodesOf(child))
  })
  return found
}

/** Of `a ? 'x' : 'y'` and `known ?? 'x'` too; not of what decides between them. */
const literalsOf = (node: ts.Expression): string[] => {
  if (ts.isStringLiteral(node)) return [node.text]
  if (ts.isConditionalExpression(node)) return [...literalsOf(node.whenTrue), ...literalsOf(node.whenFalse)]
  if (ts.isBinaryExpression(node)) return [...literalsOf(node.left), ...literalsOf(node.right)]
  if (ts.isAsExpression(node) || ts.isParenthesizedExpression(node)) return literalsOf(node.expression)
  return []
}

const nameOf = (property: ts.ObjectLiteralElementLike): string =>
  property.name && (ts.isIdentifier(property.name) || ts.isStringLiteral(property.name))
    ? property.name.text
    : ''

/** What makes a reason of its first two arguments, by the names that the source has for it. */
const MAKERS = new Set(['only', 'problem', 'refused'])

/** The codes of `{ code, detail }` and of what makes one. `{ path, code, message }` is an objection to a request. */
const codesOfFile = (file: string): string[] =>
  nodesOf(parse(file)).flatMap(node => {
    if (ts.isObjectLiteralExpression(node)) {
      const names = node.properties.map(nameOf)
      if (!names.includes('detail') || isRecordOfColumns(node)) return []
      return node.properties.flatMap(one =>
        ts.isPropertyAssignment(one) && nameOf(one) === 'code' ? literalsOf(one.initializer) : []
      )
    }
    if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression)) return []
    const [code] = node.arguments
    return MAKERS.has(node.expression.text) && code ? literalsOf(code).filter(isCode) : []
  })

/** `{ code: 'text', detail: 'text' }` says what a row's columns hold. */
const isRecordOfColumns = ({ properties }: ts.ObjectLiteralExpression): boolean =>
  properties.some(
    one =>
      ts.isPropertyAssignment(one) && nameOf(one) === 'detail' && literalsOf(one.initializer)[0] === 'text'
  )

const isCode = (text: string): boolean => /^[a-z][a-z0-9_]+$/.test(text)

const filesUnder = (place: string): string[] => {
  if (fs.statSync(place).isFile()) return [place]
  return fs.readdirSync(place, { withFileTypes: true }).flatMap(entry => {
    const inside = path.join(place, entry.name)
    if (entry.isDirectory()) return entry.name === 'testing' ? [] : filesUnder(inside)
    return /(?<!\.test)\.ts$/.test(entry.name) ? [inside] : []
  })
}

/** The codes of all reasons that these files and folders give. */
export const reasonsIn = (...places: string[]): string[] =>
  [...new Set(places.flatMap(filesUnder).flatMap(codesOfFile))].sort()

/** The members of a constant list of words, or the keys of a constant record. */
export const wordsOf = (file: string, constant: string): string[] => {
  const declaration = nodesOf(parse(file)).find(
    (node): node is ts.VariableDeclaration =>
      ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.name.text === constant
  )
  let value = declaration?.initializer
  while (value && (ts.isAsExpression(value) || ts.isSatisfiesExpression(value))) value = value.expression
  if (value && ts.isArrayLiteralExpression(value)) return value.elements.flatMap(literalsOf)
  if (value && ts.isObjectLiteralExpression(value)) return value.properties.map(nameOf)
  throw new Error(`${file} has no list or record ${constant}.`)
}
