/**
 * What every error of a WhatsApp message means and what follows from it, in one table. The sentence is what an operator
 * reads in the report; the code beside it is what the panel translates by.
 *
 * - Four digits: Vonage's codes, as a status says them after the 202 (`error.title`).
 * - Other digits: Meta's codes. Vonage puts its own in their place, but the cause is often named in `error.detail`, and
 *   it says more: 1330 may be a number without WhatsApp as well as somebody who has opted out.
 * - Words: what came of the request itself. Vonage's numbers in a synchronous error are another list than the one of the
 *   statuses (1100 is an outage there and a wrong channel here), so only the HTTP status and the field decide.
 *
 * A code that isn't in the table is refused and not tried again: after an acceptance, a guess could mean a second message.
 */
export type ErrorClass =
  /** Not to this person. `suppress`: nor ever again, they don't want it. */
  | { kind: 'refused'; suppress: boolean }
  /** The sender as a whole was too fast, or has used up what it may send for the moment. */
  | { kind: 'throttled'; restMs: number | null }
  /** It passes. `restMs`: at least so long; null: the usual back-off. */
  | { kind: 'try_again'; restMs: number | null }
  /** Nobody of this campaign can be reached until somebody repairs the cause. */
  | { kind: 'stop' }
  /** Nobody knows whether it went out. */
  | { kind: 'unknown' }

export interface KnownError {
  class: ErrorClass
  says: string
}

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

const refused = (says: string): KnownError => ({ class: { kind: 'refused', suppress: false }, says })
const optedOut = (says: string): KnownError => ({ class: { kind: 'refused', suppress: true }, says })
const throttled = (says: string, restMs: number | null = null): KnownError => ({
  class: { kind: 'throttled', restMs },
  says
})
const tryAgain = (says: string, restMs: number | null = null): KnownError => ({
  class: { kind: 'try_again', restMs },
  says
})
const stop = (says: string): KnownError => ({ class: { kind: 'stop' }, says })
const unknown = (says: string): KnownError => ({ class: { kind: 'unknown' }, says })

const TEMPLATE = "Compare the campaign's template, language and variables with the provider's list."
/** Repeating sooner makes Meta keep everything from that person for another day. */
const MARKETING_REST = 24 * HOUR

const VONAGE: Record<string, KnownError> = {
  1000: throttled('The account sends faster than Vonage allows. The sender slows down by itself.'),
  1010: stop('Vonage misses a parameter of the message. Check the template, its header and its buttons.'),
  1020: stop('Vonage does not accept a parameter of the message. Check the header and the buttons.'),
  1021: stop('Vonage does not accept the tag of the message.'),
  1022: stop(`The template or its parameters were refused. ${TEMPLATE}`),
  1030: tryAgain('Vonage had an internal error.'),
  1040: refused('Vonage could not process the message: the prefix of the number is not recognised.'),
  1050: refused('The number is barred: it may not receive messages.'),
  1060: stop('The Vonage account is barred from sending. Contact Vonage.'),
  1070: stop('The Vonage account is out of credit. Top it up, then resume.'),
  1080: stop('The Vonage account is not set up for this kind of sending. Contact Vonage.'),
  1090: refused('The message is too long.'),
  1100: tryAgain('Vonage could not hand the message on.'),
  1120: stop('The sender number was not accepted. Check it in the settings.'),
  1140: stop('The Vonage account may not use this facility. Contact Vonage.'),
  1160: refused('The account may only write to numbers on its approved list, and this one is not on it.'),
  1170: refused('The number is missing or invalid.'),
  1180: tryAgain('The person could not be reached for the moment.', 10 * MINUTE),
  1190: refused('The number is no longer in use.'),
  1200: refused('The number has moved to another carrier and cannot be reached.'),
  1210: refused('The message was taken for spam.'),
  1220: tryAgain('The telephone was busy.', 10 * MINUTE),
  1230: tryAgain('The network failed on the way.'),
  1240: optedOut('The person has opted out of messages from this sender.'),
  1241: throttled('Too many messages in a short time. The sender slows down by itself.'),
  1242: tryAgain('Too many messages to this person in a short time.', MINUTE),
  1250: refused('There is no route to this number.'),
  1251: refused('There is no route to the network of this number.'),
  1260: refused('The number could not be reached.'),
  1270: refused('The carrier keeps this content from this person because of their age.'),
  1280: refused('The carrier blocked the message.'),
  1282: refused('WhatsApp chose to block the message, for its content or because of a restriction.'),
  1290: refused("The person's prepaid account has no credit to receive it."),
  1300: refused('The number has no WhatsApp.'),
  1310: refused("The person's device or WhatsApp is too old for this message."),
  1320: refused('It was not sent a second time: the same message had already gone out.'),
  1330: refused('WhatsApp refused the message and gave no cause. Often the number has no WhatsApp.'),
  1331: tryAgain('WhatsApp did not respond.', 5 * MINUTE),
  1340: refused('More than 24 hours have passed since the person wrote: only a template may be sent now.'),
  1360: refused("The message expired before it reached the person's telephone."),
  1370: stop("Vonage's access to the WhatsApp account has expired. Connect it again in Vonage's dashboard."),
  1380: stop('The media of the header cannot be fetched. Check that its link opens for everybody.'),
  1381: stop('The media of the header is too large for WhatsApp.'),
  1382: stop('The media of the header is of a kind that WhatsApp does not take.'),
  1400: stop('The Vonage account does not support this channel.'),
  1410: stop('Vonage does not accept a setting of the WhatsApp channel.'),
  1420: stop('The sender number cannot send WhatsApp messages. Check it in the settings and at Vonage.'),
  1430: refused('The number is not one that WhatsApp can write to.'),
  1431: refused('This sender cannot write to this number.'),
  1440: stop('WhatsApp does not take this kind of message.'),
  1450: stop("Vonage does not accept the message's reference."),
  1451: refused('The message that this one answers is no longer available.'),
  1460: throttled("The sender's limit for the day is reached. It is tried again every hour.", HOUR),
  1461: tryAgain(
    'The person has had too many marketing messages lately. They rest for a day.',
    MARKETING_REST
  ),
  1470: refused("Vonage's fraud protection blocks the prefix of this number."),
  1472: throttled("Vonage's fraud protection found the sending too fast.", MINUTE),
  1473: refused("Vonage's fraud protection refused the message."),
  1474: refused("A rule of Vonage's fraud protection refused the message."),
  1475: refused("A rule of Vonage's fraud protection refused the message."),
  1476: refused("A rule of Vonage's fraud protection refused the message."),
  1480: refused("The country's regulation: the registered entity is wrong or missing."),
  1481: refused("The country's regulation: the registered sender is wrong or missing."),
  1482: refused("The country's regulation: the registered content is wrong or missing."),
  1483: refused("The country's regulation: there is no consent for this number."),
  1484: refused("The country's regulation kept the message back."),
  1490: stop('The Vonage account may not send this message. Contact Vonage.')
}

const META: Record<string, KnownError> = {
  2: tryAgain('WhatsApp was not available for a moment.'),
  4: throttled('Too many calls to WhatsApp. The sender slows down by itself.'),
  190: stop("Vonage's access to the WhatsApp account has expired. Connect it again in Vonage's dashboard."),
  368: stop('WhatsApp has blocked the business account for a while because of its policies.'),
  470: refused('More than 24 hours have passed since the person wrote: only a template may be sent now.'),
  80007: throttled('The WhatsApp account has reached its rate limit. The sender slows down by itself.'),
  130429: throttled('The sender number is too fast for WhatsApp. It slows down by itself.'),
  130472: refused('WhatsApp keeps marketing messages from this person as part of an experiment.'),
  130497: stop('WhatsApp does not let this business write to people in this country.'),
  131000: tryAgain('Something went wrong at WhatsApp.'),
  131016: tryAgain('WhatsApp is overloaded or being repaired.'),
  131021: refused('The recipient is the sender itself.'),
  131026: refused('The number has no WhatsApp, or one that is too old, or has not accepted its terms.'),
  131030: refused('The account may only write to numbers on its approved list, and this one is not on it.'),
  131031: stop('WhatsApp has locked the business account.'),
  131042: stop("WhatsApp could not charge the business. Check the account's payment method at Meta."),
  131045: stop('The sender number is not registered at WhatsApp. Check it at Vonage.'),
  131047: refused('More than 24 hours have passed since the person wrote: only a template may be sent now.'),
  131048: stop('WhatsApp limits the sender number because people blocked or reported it.'),
  131049: tryAgain(
    'The person has had too many marketing messages lately. They rest for a day.',
    MARKETING_REST
  ),
  131050: optedOut("The person has stopped this business's marketing messages in WhatsApp."),
  131056: tryAgain('Too many messages to this person in a short time.', MINUTE),
  131057: throttled('WhatsApp is upgrading the sender number.', MINUTE),
  132000: stop(`The number of variables is not that of the template. ${TEMPLATE}`),
  132001: stop(`The template does not exist in this language or is not approved. ${TEMPLATE}`),
  132005: stop('The text is too long once its variables are filled.'),
  132007: stop("The template's content breaks WhatsApp's rules."),
  132012: stop(`A variable has another form than the template wants. ${TEMPLATE}`),
  132015: stop('WhatsApp has paused the template because of its low quality.'),
  132016: stop('WhatsApp has disabled the template for good because of its low quality.'),
  132068: stop("The flow in the template's button is blocked."),
  132069: stop("The flow in the template's button is throttled."),
  133004: tryAgain("WhatsApp's server is not available for the moment.")
}

const REQUEST: Record<string, KnownError> = {
  http_3xx: stop("The address of Vonage's API leads elsewhere. Check vonageApiUrl in the configuration."),
  http_400: stop('Vonage could not read the message. Check the template, its header and its buttons.'),
  http_401: stop(
    'Vonage refused the credentials. Check the application id and the private key of the channel.'
  ),
  http_402: stop('The Vonage account is out of credit. Top it up, then resume.'),
  http_403: stop('The Vonage account may not send this. Check its credentials and that WhatsApp is enabled.'),
  http_404: stop('Vonage has nothing at this address. Check vonageApiUrl in the configuration.'),
  http_408: tryAgain('Vonage did not get the whole request in time.'),
  http_413: stop('The message is too large for Vonage.'),
  http_422: stop(`Vonage does not accept the message. ${TEMPLATE}`),
  http_422_sender: stop('Vonage does not accept the sender number. Check it in the settings.'),
  http_422_recipient: refused('Vonage does not accept the number.'),
  http_429: throttled('The account sends faster than Vonage allows. The sender slows down by itself.'),
  http_4xx: stop('Vonage refused the request.'),
  http_500: tryAgain('Vonage had an internal error.'),
  http_502: tryAgain('Vonage could not be reached behind its gateway.'),
  http_503: tryAgain('Vonage is not available for the moment.'),
  // The one of the 5xx in which somebody waited for an answer and gave up: the message may have been on its way.
  http_504: unknown("Vonage's gateway waited too long for an answer. The message may have gone out."),
  http_5xx: tryAgain('Vonage had an internal error.'),
  no_connection: tryAgain('Vonage could not be reached.'),
  timeout: unknown('Vonage did not answer in time. The message may have gone out.'),
  connection_lost: unknown('The connection broke before Vonage answered. The message may have gone out.'),
  broken_answer: unknown("Vonage's answer could not be read. The message may have gone out."),
  aborted: unknown('The sending was ended before Vonage answered. The message may have gone out.'),
  // A status that names no cause: `undeliverable` means that Vonage could not reach WhatsApp at all.
  undeliverable: tryAgain('Vonage could not reach WhatsApp.', 5 * MINUTE),
  rejected: refused('The message was refused and no cause was given.')
}

export type RequestErrorCode =
  'no_connection' | 'timeout' | 'connection_lost' | 'broken_answer' | 'aborted' | 'undeliverable' | 'rejected'

/** Meta's codes: what may be found in a detail. */
export const META_CODES: ReadonlyMap<string, KnownError> = new Map(Object.entries(META))

export const ERRORS: ReadonlyMap<string, KnownError> = new Map(
  [VONAGE, META, REQUEST].flatMap(table => Object.entries(table))
)

const UNKNOWN_CODE = refused('The message was refused with an error that is not in the table.')

export const knownError = (code: string): KnownError => ERRORS.get(code) ?? UNKNOWN_CODE
