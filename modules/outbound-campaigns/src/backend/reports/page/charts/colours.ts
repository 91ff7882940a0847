/**
 * Few and far apart for every kind of colour-blindness (after Okabe and Ito), dark enough to be read on white and told
 * apart in a print without colour. Nothing is said by colour alone: lines have marks and names, bars have numbers.
 */
export const INK = '#1b2733'
export const QUIET = '#566370'
export const RULE = '#dbe1e6'
export const PALE = '#eff2f5'
export const BLUE = '#0a67a3'
export const VERMILION = '#b84a00'
export const GREEN = '#00705a'
