/** What the Studio gives a view, as far as this module uses it. Nothing of it is bundled. */
declare module 'botpress/shared' {
  export const lang: {
    /** ICU messages: `{name}`, `{n, plural, one {…} other {…}}`. An unknown id is answered with itself. */
    tr(id: string, values?: Record<string, string | number>): string
    getLocale(): string
  }
}

declare module '*.css'
