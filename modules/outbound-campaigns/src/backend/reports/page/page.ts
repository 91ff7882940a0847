import { createHash } from 'crypto'
import moment from 'moment-timezone/builds/moment-timezone-with-data-10-year-range'
import type { Language } from '../../platform/settings/language'
import type { Report } from '../report-schema'
import { cards } from './cards'
import { daily, funnel, trends } from './pictures'
import { headline } from './headline'
import { markup, Markup } from './markup'
import { daysTable, stepsTable, templatesTable } from './tables'
import { STYLE } from './style'
import { Writing } from './writing'
import { PAGE_WORDS } from './words'

const STYLE_HASH = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`

/** Its hash holds to the letter. */
const STYLE_TAG = new Markup(`<style>${STYLE}</style>`)

/** Nothing is fetched, run or sent by the page, wherever it is opened: it says so itself, and the answer does too. */
const POLICY = `default-src 'none'; style-src ${STYLE_HASH}; base-uri 'none'; form-action 'none'`

export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy': `${POLICY}; frame-ancestors 'none'; sandbox`,
  'Cache-Control': 'no-store, private, max-age=0',
  'X-Frame-Options': 'DENY',
  'X-Robots-Tag': 'noindex, nofollow'
}

/** A report for people who decide: one file that needs nothing else, to be read, printed and sent on. */
export const renderPage = (report: Report, language: Language): string => {
  const words = PAGE_WORDS[language]
  const writing = new Writing(report, words, language)
  const title = `${words.title[report.kind]} · ${words.period(report.kind, report.period, report.from)}`
  const [day = '', time = ''] = moment
    .tz(report.made_at, report.timezone)
    .format('YYYY-MM-DD HH:mm')
    .split(' ')
  return markup`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex, nofollow" />
        <meta name="color-scheme" content="light" />
        <meta http-equiv="Content-Security-Policy" content="${POLICY}" />
        <title>${title} · ${report.bot_name}</title>
        ${STYLE_TAG}
      </head>
      <body>
        <main>
          <header>
            <p class="over"><span>${words.subject}</span><span>${report.bot_name}</span></p>
            <h1>${title}</h1>
            <p class="range">${words.range(report.from, report.to)}</p>
            ${report.complete ? null : markup`<p class="sofar">${words.soFar} ${words.range(report.to, report.to)}</p>`}
            <p class="headline">${headline(writing)}</p>
          </header>
          ${cards(writing)} ${daily(writing)} ${funnel(writing)} ${trends(writing)} ${templatesTable(writing)}
          ${stepsTable(writing)} ${daysTable(writing)}
          <footer>
            <h2>${words.sections.meaning}</h2>
            <ul>
              ${words.notes.map(note => markup`<li>${note}</li>`)}
              <li>${words.raw(writing.count(report.figures.raw.opened), writing.count(report.figures.raw.clicked))}</li>
            </ul>
            <p>${words.made(`${words.range(day, day)}, ${time}`, report.timezone)}</p>
          </footer>
        </main>
      </body>
    </html> `.text
}
