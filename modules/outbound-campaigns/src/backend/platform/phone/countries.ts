/**
 * The three countries where one person is written in several ways. WhatsApp itself answers with one form or another
 * (Meta: "the extra added prefix may be modified"), so each has one canonical form here and the others lead to it.
 *
 * Mexico     +52 and ten digits. Until 2019 a mobile was dialled with a 1 (+521), and with 044 or 045 or 01 at home.
 * Argentina  +549 and ten digits: the 9 abroad and the 15 at home mean "mobile", and the ten digits alone tell whose
 *            it is, so a number without them is the same person.
 * Brazil     a ninth digit leads every mobile number since 2016; lists from before don't have it.
 */

/** The ten digits of a Mexican number: what follows +52. No area code begins with 0 or 1, so no form is two. */
const MEXICAN_ABROAD = /^52(?:1|01|04[45])?([2-9]\d{9})$/
const MEXICAN_AT_HOME = /^(?:52(?:1|01|04[45])?|01|04[45])?([2-9]\d{9})$/

export const mexicanDigits = (digits: string, international: boolean): string | undefined =>
  (international ? MEXICAN_ABROAD : MEXICAN_AT_HOME).exec(digits)?.[1]

/** 800 and 888 are free to call, 900 and 300 cost the caller, 200 and 201 are lines of offices: nobody's mobile. */
export const isMexicanService = (tenDigits: string): boolean => /^(?:20[01]|300|800|888|900)/.test(tenDigits)

export const canonicalArgentine = (national: string): string => `+549${national.slice(-10)}`

/** A mobile number without its ninth digit begins with 6 to 9; with 2 to 5 it is a landline and stays as it is. */
export const canonicalBrazilian = (national: string): string =>
  /^[1-9]\d[6-9]\d{7}$/.test(national) ? `+55${national.slice(0, 2)}9${national.slice(2)}` : `+55${national}`
