/** A word to whoever looks after the campaigns. */
export { type Notice } from './notice'
export { Notifier, type Told } from './notifier'
