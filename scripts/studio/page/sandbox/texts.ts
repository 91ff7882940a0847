/** The sandboxes' own words, in the languages that the Studio speaks. */
import type { Language, Texts } from '../window'

const es: Texts = {
  title: 'Entorno de pruebas',
  about: 'Aquí llega lo que el módulo envía. Nadie real recibe nada.',
  phones: 'Teléfonos',
  mail: 'Buzón',
  hooks: 'Webhooks',
  loading: 'Cargando…',
  more: 'Mostrar más',
  failed: 'No se pudo hacer',
  unreachable: 'No se puede contactar al servidor. Esta página sigue intentando por su cuenta.',
  signedOut: 'Tu sesión terminó. Abre de nuevo un enlace del arranque.',
  forget: 'Vaciar',
  clock: {
    title: 'Reloj',
    ahead: 'Adelantado {length}',
    onTime: 'Como el reloj real',
    advance: 'Adelantar',
    reset: 'Volver a la hora real',
    why: 'Mueve los horarios, las esperas y los inicios programados. El ritmo de envío sigue el reloj real.',
    hour: '1 hora',
    day: '1 día',
    threeDays: '3 días',
    week: '1 semana'
  },
  phone: {
    search: 'Buscar un número',
    none: 'Aún no llega ningún mensaje',
    noneText:
      'Inicia una campaña o envía una prueba desde el panel: cada número aparece aquí como un teléfono.',
    choose: 'Elige un teléfono',
    chooseText: 'Verás sus mensajes como los muestra WhatsApp, y puedes responder como lo haría la persona.',
    answer: 'Escribe como esta persona',
    send: 'Enviar',
    header: 'Imagen del encabezado',
    open: 'Abrir {address}',
    copy: 'Copiar código',
    notHeard: 'No llegó a nadie: {why}',
    neverArrived: 'Nunca llegó al teléfono: {why}',
    refused: 'no fue aceptado ({why})',
    error: 'error {code}',
    count: '{count, plural, one {# mensaje} other {# mensajes}}'
  },
  tick: {
    accepted: 'Aceptado',
    submitted: 'Enviado',
    delivered: 'Entregado',
    read: 'Leído',
    failed: 'Falló',
    refused: 'Rechazado',
    said: 'Dicho por la persona'
  },
  mails: {
    search: 'Buscar un asunto',
    none: 'Aún no llega ningún correo',
    noneText: 'Los correos que envía el módulo aparecen aquí, tal como se ven.',
    choose: 'Elige un correo',
    chooseText: 'Lo verás como lo muestra un programa de correo.',
    from: 'De',
    to: 'Para',
    subject: 'Asunto',
    noSubject: 'Sin asunto',
    body: 'Contenido del correo',
    source: 'Código fuente',
    answer: 'Responder como la persona',
    auto: 'Es una respuesta automática (fuera de la oficina)',
    send: 'Responder',
    answered: 'Se respondió.',
    answer_refused: 'Rechazado por el servidor',
    answer_dropped: 'Guardado, pero quien lo envió no lo supo'
  },
  calls: {
    name: 'NOMBRE',
    none: 'Aún no llega ninguna llamada',
    noneText:
      'Da a un paso de webhook la dirección de arriba, con el nombre que quieras. Un nombre que termina en -500 responde 500; en -503-first-2, solo las dos primeras veces.',
    choose: 'Elige una llamada',
    chooseText: 'Verás lo que se envió, con sus encabezados.',
    answered: 'Se respondió',
    body: 'Lo que se envió',
    headers: 'Encabezados'
  }
}

const en: Texts = {
  title: 'Sandbox',
  about: 'What the module sends arrives here. Nobody real receives anything.',
  phones: 'Phones',
  mail: 'Mailbox',
  hooks: 'Webhooks',
  loading: 'Loading…',
  more: 'Show more',
  failed: 'It could not be done',
  unreachable: 'The server can’t be reached. This page keeps trying by itself.',
  signedOut: 'Your session has ended. Open a link from the start again.',
  forget: 'Empty',
  clock: {
    title: 'Clock',
    ahead: '{length} ahead',
    onTime: 'As the real clock',
    advance: 'Move ahead',
    reset: 'Back to the real time',
    why: 'Moves send windows, waits and scheduled starts. The pace of sending keeps to the real clock.',
    hour: '1 hour',
    day: '1 day',
    threeDays: '3 days',
    week: '1 week'
  },
  phone: {
    search: 'Search a number',
    none: 'No message has arrived yet',
    noneText: 'Start a campaign or send a test from the panel: each number appears here as a phone.',
    choose: 'Choose a phone',
    chooseText: 'You see its messages as WhatsApp shows them, and can answer as the person would.',
    answer: 'Write as this person',
    send: 'Send',
    header: 'Image of the header',
    open: 'Open {address}',
    copy: 'Copy code',
    notHeard: 'Nobody heard it: {why}',
    neverArrived: 'Never reached the phone: {why}',
    refused: 'was not accepted ({why})',
    error: 'error {code}',
    count: '{count, plural, one {# message} other {# messages}}'
  },
  tick: {
    accepted: 'Accepted',
    submitted: 'Sent',
    delivered: 'Delivered',
    read: 'Read',
    failed: 'Failed',
    refused: 'Refused',
    said: 'Said by the person'
  },
  mails: {
    search: 'Search a subject',
    none: 'No mail has arrived yet',
    noneText: 'Mails that the module sends appear here as they look.',
    choose: 'Choose a mail',
    chooseText: 'You see it as a mail program shows it.',
    from: 'From',
    to: 'To',
    subject: 'Subject',
    noSubject: 'No subject',
    body: 'Content of the mail',
    source: 'Source',
    answer: 'Answer as the person',
    auto: 'It is an automatic answer (out of office)',
    send: 'Answer',
    answered: 'Answered.',
    answer_refused: 'Refused by the server',
    answer_dropped: 'Kept, though the sender was never told'
  },
  calls: {
    name: 'NAME',
    none: 'No call has arrived yet',
    noneText:
      'Give a webhook step the address above, with any name you like. A name that ends with -500 answers 500; with -503-first-2, only the first two times.',
    choose: 'Choose a call',
    chooseText: 'You see what was sent, with its headers.',
    answered: 'Answered',
    body: 'What was sent',
    headers: 'Headers'
  }
}

export const sandboxTexts: Record<Language, Texts> = { es, en }
