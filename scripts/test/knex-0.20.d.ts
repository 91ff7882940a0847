/** knex 0.20.1 seen through knex 3's types: the module is written against what the two have in common. */
declare module 'knex-0.20' {
  import { knex } from 'knex'
  export default knex
}
