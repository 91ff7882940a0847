/**
 * Where the Studio finds what is not its own code. This file stays at the top of `scripts/studio`, because both it and
 * the bundle made of it (`.build/node20/studio.js`) lie two folders below the repository's root.
 */
import path from 'path'

const root = path.resolve(__dirname, '../..')

export const places = {
  module: path.join(root, 'modules/outbound-campaigns'),
  page: path.join(root, '.build/page'),
  bootstrap: path.join(root, 'node_modules/bootstrap/dist')
}
