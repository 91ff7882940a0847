import type { UnsubscribeChannel } from './links'

export const PAGE_LANGUAGES = ['es', 'en'] as const
export type PageLanguage = (typeof PAGE_LANGUAGES)[number]

export interface PageWords {
  ask: { title(bot: string): string; text: string }
  only: Record<UnsubscribeChannel, string>
  all: string
  done: { title: string; text: Record<UnsubscribeChannel | 'all', string>; planned: string; mistake: string }
  more: string
  dead: { title: string; text: string }
}

/** What the page says, in both languages. The bot's name is escaped where it is put in. */
export const PAGE_WORDS: Record<PageLanguage, PageWords> = {
  es: {
    ask: {
      title: bot => `¿Ya no quieres mensajes de ${bot}?`,
      text: 'Elige qué ya no quieres recibir. Si solo querías mirar, cierra esta página: nada cambia.'
    },
    only: { email: 'No más correos', whatsapp: 'No más mensajes de WhatsApp' },
    all: 'Nada más, por ningún medio',
    done: {
      title: 'Listo',
      text: {
        email: 'Ya no recibirás correos nuestros.',
        whatsapp: 'Ya no recibirás mensajes nuestros por WhatsApp.',
        all: 'Ya no recibirás nada nuestro, ni correos ni mensajes.'
      },
      planned: 'Lo que estaba programado para ti ya no se enviará.',
      mistake: '¿Fue un error? Escríbenos: solo nosotros podemos deshacerlo.'
    },
    more: '¿Tampoco quieres mensajes por otros medios?',
    dead: {
      title: 'Este enlace no funciona',
      text: 'Está incompleto o ya no es válido, y no ha cambiado nada. Ábrelo de nuevo desde el mensaje, o contesta el mensaje y pide la baja.'
    }
  },
  en: {
    ask: {
      title: bot => `No more messages from ${bot}?`,
      text: 'Choose what you do not want any more. If you only wanted to look, close this page: nothing changes.'
    },
    only: { email: 'No more e-mails', whatsapp: 'No more WhatsApp messages' },
    all: 'Nothing more, on any channel',
    done: {
      title: 'Done',
      text: {
        email: 'You will get no more e-mails from us.',
        whatsapp: 'You will get no more WhatsApp messages from us.',
        all: 'You will get nothing more from us, neither e-mails nor messages.'
      },
      planned: 'What was planned for you will not be sent.',
      mistake: 'Was it a mistake? Write to us: only we can undo it.'
    },
    more: 'Do you want nothing on other channels either?',
    dead: {
      title: 'This link does not work',
      text: 'It is incomplete or no longer valid, and nothing has changed. Open it again from the message, or answer the message and ask to be taken off.'
    }
  }
}
