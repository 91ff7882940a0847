/** After the layers with databases. */
import './postgres-setup'

export default async () => {
  await globalThis.testPostgres?.stop()
  globalThis.testPostgres = undefined
}
