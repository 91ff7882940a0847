import { button, link, list, p, question, type LibraryWords } from './words'

/** Spanish as it is written in Mexico: tú, short, one thing asked in each mail, nothing that somebody would have to prove. */
const COMPANY = '{{ company | default: "tu empresa" }}'
const NAME_FIRST = (text: string, alone: string): string =>
  `{% if first_name != blank %}{{ first_name }}, ${text}{% else %}${alone}{% endif %}`
const EVENT = '{{ event_name | default: "nuestro próximo encuentro" }}'
const ON_THE_DAY = '{% if event_date != blank %} el {{ event_date }}{% endif %}'

export const spanish: LibraryWords = {
  unsubscribe: { why: 'Si prefieres no recibir más correos como este,', link: 'date de baja aquí' },
  sequences: {
    welcome: {
      name: 'Bienvenida',
      description:
        'Cinco correos en catorce días para quien acaba de dejar sus datos: bienvenida, ideas útiles, cómo trabajan y una invitación a conversar.'
    },
    cold_lead: {
      name: 'Seguimiento a prospectos fríos',
      description:
        'Una pregunta, una idea útil y una despedida amable. A quien muestra interés le llama una persona; a los demás les llega otro ángulo.'
    },
    after_demo: {
      name: 'Después de una demostración',
      description:
        'Resumen el mismo día, respuestas a las dudas de siempre, una llamada a quien sigue leyendo y un siguiente paso claro.'
    },
    proposal: {
      name: 'Después de enviar una propuesta',
      description:
        'Acompaña la decisión sin presionar: confirmar que llegó, resolver dudas, una llamada y un sí o un no a tiempo.'
    },
    win_back: {
      name: 'Recuperar clientes',
      description:
        'Para quienes dejaron de comprar: un saludo sincero, las novedades y, si no hay interés, una despedida que deja la puerta abierta.'
    },
    event_invitation: {
      name: 'Invitación a un evento',
      description:
        'Invitación, motivos para asistir y último aviso; quien hace clic ya no recibe más. Usa los campos event_name, event_date y event_link de cada persona.'
    }
  },
  letters: {
    'cold-question': {
      name: 'Una pregunta',
      subject: NAME_FIRST('una pregunta rápida', 'Una pregunta rápida'),
      preheader: 'Se contesta en una línea.',
      heading: 'Una pregunta rápida',
      blocks: [
        p(
          `No nos conocemos, así que seré breve. Trabajo con equipos parecidos al de ${COMPANY} y casi todos me cuentan lo mismo: pierden horas en seguimientos que alguien tiene que recordar a mano.`
        ),
        question(`¿Pasa algo así en ${COMPANY}, o lo tienen resuelto?`),
        p('Las dos respuestas me sirven. Si lo tienen resuelto, no te quito más tiempo.'),
        button('Responder en una línea', 'Tu pregunta')
      ]
    },
    'cold-idea': {
      name: 'Una idea útil',
      subject: 'Una idea que puedes usar hoy, sin nosotros',
      preheader: 'Tres pasos; toma menos de una hora.',
      heading: 'Un ejercicio que vale la hora que toma',
      blocks: [
        p(
          'Te escribí hace unos días. En lugar de insistir, te dejo algo que puedes hacer esta semana con tu equipo:'
        ),
        list(
          [
            'Anoten los últimos diez prospectos que se enfriaron',
            'Sin buscar culpables: solo los nombres y la fecha del último contacto.'
          ],
          [
            'Escriban qué debió pasar después',
            'Una llamada, un dato, una respuesta. Casi siempre es algo pequeño.'
          ],
          [
            'Elijan el motivo que más se repite',
            'Ese es el primer seguimiento que conviene dejar de hacer a mano.'
          ]
        ),
        p(
          'Si quieres comparar lo que encontraste con lo que vemos en otras empresas, responde a este correo.'
        )
      ]
    },
    'cold-angle': {
      name: 'Otro ángulo',
      subject: `¿Quién ve este tema en ${COMPANY}?`,
      preheader: 'Quizá escribí a la persona equivocada.',
      heading: 'Quizá no es contigo',
      blocks: [
        p(
          `Puede que el seguimiento a prospectos no sea lo tuyo en ${COMPANY}. Si es así, ¿me dices a quién le tocaría?`
        ),
        p('Y si sí es contigo pero no es el momento, dímelo también: te busco cuando tenga sentido.'),
        button('Es con otra persona', 'Con quién hablar')
      ]
    },
    'cold-close': {
      name: 'Despedida',
      subject: '¿Cierro tu expediente?',
      preheader: 'Es mi último correo.',
      heading: 'Es mi último correo',
      blocks: [
        p('No he sabido de ti, y está bien: seguro hay cosas más urgentes. Este es mi último correo.'),
        p(
          'Si más adelante el tema vuelve a la mesa, responde a este mensaje aunque hayan pasado meses. Me va a dar gusto retomar la conversación donde la dejamos.'
        ),
        button('Escríbeme más adelante', 'Escríbeme más adelante')
      ]
    },
    'demo-summary': {
      name: 'Resumen de la demostración',
      subject: NAME_FIRST('gracias por tu tiempo de hoy', 'Gracias por tu tiempo de hoy'),
      preheader: 'Lo que vimos y lo que sigue.',
      heading: 'Gracias por tu tiempo de hoy',
      blocks: [
        p(
          `Gracias por dedicarle un rato a la demostración. Para que sea fácil contarlo en ${COMPANY}, lo importante cabe en tres puntos:`
        ),
        list(
          ['Qué vimos', 'Cómo quedaría el trabajo de todos los días, con el caso que nos contaron.'],
          ['Qué falta', 'Lo que cada quien quedó de revisar antes de decidir.'],
          ['Qué sigue', 'Resolver dudas con quienes no pudieron estar, y elegir por dónde empezar.']
        ),
        question('¿Entendí bien lo que más les importa, o le cambiarías algo?'),
        button('Corregir o agregar algo', 'Sobre la demostración')
      ]
    },
    'demo-questions': {
      name: 'Preguntas frecuentes',
      subject: 'Lo que casi todos preguntan después de la demostración',
      preheader: 'Tres dudas y respuestas sin rodeos.',
      heading: 'Lo que casi todos preguntan después',
      blocks: [
        p('Después de una demostración suelen aparecer las mismas tres dudas. Por si también son las tuyas:'),
        list(
          [
            '¿Cuánto trabajo nos va a dar?',
            'El primer mes pide atención de una persona. Te digo exactamente de quién y cuántas horas.'
          ],
          [
            '¿Y si al equipo no le gusta?',
            'Se empieza con pocas personas y un caso real. Si no ayuda, se nota pronto y cuesta poco.'
          ],
          [
            '¿Qué pasa con nuestros datos?',
            'Son suyos. Te explico dónde quedan, quién los ve y cómo se llevan si un día se van.'
          ]
        ),
        p('¿Hay otra pregunta en el aire? Mándamela y la contesto por escrito, para que puedas compartirla.'),
        button('Hacer una pregunta', 'Una pregunta sobre la demostración')
      ]
    },
    'demo-short': {
      name: 'Recordatorio breve',
      subject: '¿Te mando la versión de un minuto?',
      preheader: 'Para quien no pudo estar.',
      heading: 'La versión de un minuto',
      blocks: [
        p(
          'Sé que hay semanas en las que no da tiempo de leer correos largos. ¿Te sirve que te mande un resumen de un minuto, listo para reenviar a quien decide contigo?'
        ),
        button('Sí, mándamelo', 'El resumen de un minuto')
      ]
    },
    'demo-decision': {
      name: 'Siguiente paso',
      subject: `¿Cómo quieren seguir en ${COMPANY}?`,
      preheader: 'Tres opciones, todas válidas.',
      heading: '¿Cómo quieren seguir?',
      blocks: [
        p('Han pasado unos días desde la demostración. Para no adivinar, elige una y con eso sé qué hacer:'),
        list(
          ['Adelante', 'Agendamos una llamada corta para definir el arranque.'],
          ['Todavía no', 'Dime cuándo conviene retomarlo y no te escribo antes.'],
          ['No es para nosotros', 'Se agradece la franqueza; si me dices por qué, mejor.']
        ),
        button('Elegir una opción', 'Cómo queremos seguir')
      ]
    },
    'proposal-arrived': {
      name: '¿Llegó bien?',
      subject: '¿Llegó bien la propuesta?',
      preheader: 'Y en qué página está lo importante.',
      heading: '¿Llegó bien la propuesta?',
      blocks: [
        p(
          `Ayer te envié la propuesta para ${COMPANY}. Solo quiero confirmar que la recibiste y que se abre sin problema.`
        ),
        p(
          'Si tienes cinco minutos, empieza por el alcance: es donde más conviene que estemos de acuerdo. El precio depende de esa página.'
        ),
        button('Sí, llegó bien', 'La propuesta llegó bien')
      ]
    },
    'proposal-doubts': {
      name: 'Dudas de la propuesta',
      subject: 'Antes de que decidan: tres cosas de la propuesta',
      preheader: 'Qué se puede mover y qué no.',
      heading: 'Antes de que decidan',
      blocks: [
        p('Cuando una propuesta se discute en equipo, ayuda saber qué tan flexible es:'),
        list(
          [
            'Se puede empezar con menos',
            'Si el presupuesto aprieta, dividimos el alcance y vemos resultados antes de seguir.'
          ],
          ['Las fechas se pueden mover', 'Dime qué fecha no puede fallar y ordenamos lo demás alrededor.'],
          [
            'Las dudas se resuelven con quien las tenga',
            'Puedo hablar con finanzas, con sistemas o con quien haga falta.'
          ]
        ),
        question('¿Qué parte de la propuesta les genera más dudas?'),
        button('Responder con una duda', 'Una duda de la propuesta')
      ]
    },
    'proposal-decision': {
      name: '¿Sí o no?',
      subject: 'Un sí, un no o una fecha',
      preheader: 'Cualquiera de las tres me ayuda.',
      heading: 'Un sí, un no o una fecha',
      blocks: [
        p(
          `No quiero llenar tu bandeja, así que este es mi último correo sobre la propuesta para ${COMPANY}. Cualquiera de estas tres respuestas me ayuda:`
        ),
        list(
          ['Sí', 'Y te mando el siguiente paso hoy mismo.'],
          ['No', 'Sin compromiso y sin preguntas incómodas.'],
          ['Más adelante', 'Con una fecha, y no te escribo antes.']
        ),
        button('Responder', 'Sobre la propuesta')
      ]
    },
    'back-hello': {
      name: 'Te extrañamos',
      subject: NAME_FIRST('hace tiempo que no sabemos de ti', 'Hace tiempo que no sabemos de ti'),
      preheader: 'Y nos gustaría saber por qué.',
      heading: 'Hace tiempo que no sabemos de ti',
      blocks: [
        p(
          `Hace un tiempo trabajamos juntos y después dejamos de vernos. No te escribo para venderte algo hoy: quiero entender qué pasó en ${COMPANY}.`
        ),
        question('¿Fue el precio, el servicio, o simplemente dejó de hacer falta?'),
        p('Una palabra basta. Si algo hicimos mal, me toca arreglarlo.'),
        button('Contarles qué pasó', 'Por qué dejamos de vernos')
      ]
    },
    'back-news': {
      name: 'Qué ha cambiado',
      subject: 'Lo que cambió desde la última vez',
      preheader: 'Tres cosas que nos pidieron quienes se fueron.',
      heading: 'Lo que cambió desde la última vez',
      blocks: [
        p('Quienes se fueron nos dijeron qué cambiar, y les hicimos caso:'),
        list(
          ['Respondemos antes', 'Con nombre y apellido: sabes quién atiende tu asunto y cuándo te contesta.'],
          [
            'Se empieza más fácil',
            'Lo que ya nos habías contado lo tenemos; no hay que explicar todo otra vez.'
          ],
          ['Puedes probar sin atarte', 'Un primer paso pequeño, con un alcance que se puede medir.']
        ),
        p('Si algo de esto era lo que faltaba, responde y lo retomamos.'),
        button('Quiero retomarlo', 'Quiero retomarlo')
      ]
    },
    'back-goodbye': {
      name: 'La puerta queda abierta',
      subject: '¿Prefieres que ya no te escribamos?',
      preheader: 'Lo entendemos. Y la puerta queda abierta.',
      heading: 'La puerta queda abierta',
      blocks: [
        p(
          'No quiero ser de los que insisten. Si no hay interés, no hace falta que hagas nada: este es el último correo de esta serie.'
        ),
        p('Si un día quieres volver, responde a este mensaje y te atiende una persona, no un formulario.')
      ]
    },
    'event-invitation': {
      name: 'Invitación',
      subject: NAME_FIRST(`te invitamos a ${EVENT}`, `Te invitamos a ${EVENT}`),
      preheader: 'Lugares limitados; tu registro toma un minuto.',
      heading: `Te invitamos a ${EVENT}`,
      blocks: [
        p(
          `Nos gustaría verte en ${EVENT}${ON_THE_DAY}. Preparamos un programa corto y práctico, con casos reales y tiempo para preguntar.`
        ),
        list(
          ['Ideas que puedes aplicar', 'Cada sesión termina con algo que puedes hacer al día siguiente.'],
          ['Gente con tus mismos retos', 'Grupos pequeños, para platicar y no solo escuchar.']
        ),
        link('Apartar mi lugar', 'event_link')
      ]
    },
    'event-reasons': {
      name: 'Motivos para ir',
      subject: `Lo que te llevas de ${EVENT}`,
      preheader: 'Tres razones en un minuto.',
      heading: 'Tres razones para hacerte un espacio',
      blocks: [
        p(`Hace unos días te invité a ${EVENT}${ON_THE_DAY}. Por si estás decidiendo si vale la pena:`),
        list(
          ['Es breve', 'Empieza y termina a la hora. Puedes volver a tus pendientes el mismo día.'],
          ['Se puede preguntar', `Trae el caso de ${COMPANY}; hay un espacio para revisarlo.`],
          ['Te llevas el material', 'Plantillas y apuntes para compartir con tu equipo.']
        ),
        link('Apartar mi lugar', 'event_link')
      ]
    },
    'event-last-call': {
      name: 'Último aviso',
      subject: `Último aviso: ${EVENT}`,
      preheader: 'Cerramos el registro pronto.',
      heading: 'Último aviso',
      blocks: [
        p(`Estamos por cerrar el registro de ${EVENT}${ON_THE_DAY}. Si quieres venir, este es el momento.`),
        p('Si no puedes, respóndeme con un “no puedo” y te mando las conclusiones después.'),
        link('Apartar mi lugar', 'event_link'),
        button('No puedo, mándame las conclusiones', 'Las conclusiones')
      ]
    }
  },
  tasks: {
    'cold-call': {
      title: 'Llamar a {{ full_name | default: email }}',
      note: 'Abrió el correo con la idea útil. Pregunta si lo probaron con su equipo antes de hablar de lo que hacemos.'
    },
    'demo-call': {
      title: 'Llamar a {{ full_name | default: email }} por la demostración',
      note: 'Sigue leyendo los correos. Pregunta qué falta para decidir y con quién más conviene hablar.'
    },
    'proposal-call': {
      title: 'Llamar a {{ full_name | default: email }} por la propuesta',
      note: 'Una sola pregunta: ¿qué les falta para decidir? Anota el motivo en el prospecto.'
    },
    'back-call': {
      title: 'Llamar a {{ full_name | default: email }}',
      note: 'Es cliente anterior y leyó las novedades. Escucha primero por qué se fue; ofrece un primer paso pequeño.'
    }
  }
}
