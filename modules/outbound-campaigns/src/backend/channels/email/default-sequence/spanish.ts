import type { Words } from './letters'

/** Spanish as it is written in Mexico: tú, short sentences, nothing that somebody would have to prove. */
const COMPANY = '{{ company | default: "tu empresa" }}'

export const spanish: Words = {
  greeting: 'Hola{% if first_name != blank %} {{ first_name }}{% endif %}:',
  goodbye: 'Un saludo,',
  unsubscribe: {
    why: 'Recibes este correo porque nos dejaste tus datos. Si prefieres no recibir más,',
    link: 'date de baja aquí'
  },
  letters: {
    welcome: {
      name: 'Bienvenida',
      subject:
        '{% if first_name != blank %}{{ first_name }}, un gusto saludarte{% else %}Un gusto saludarte{% endif %}',
      preheader: 'Qué puedes esperar de nosotros en las próximas dos semanas.',
      heading: 'Gracias por acercarte',
      blocks: [
        {
          kind: 'paragraph',
          text: `Gracias por dejarnos tus datos. En las próximas dos semanas te enviaré cuatro correos cortos, cada uno con una idea que puedes usar en ${COMPANY}, trabajes o no con nosotros.`
        },
        {
          kind: 'paragraph',
          text: 'Para que lo que te mande valga tu tiempo, ayúdame con una sola pregunta:'
        },
        {
          kind: 'question',
          text: `¿Qué es lo que más te gustaría resolver en ${COMPANY} en los próximos tres meses?`
        },
        {
          kind: 'paragraph',
          text: 'Responde a este correo con una línea; con eso me basta para saber por dónde empezar.'
        },
        { kind: 'button', label: 'Responder con una línea', subject: 'Lo que más me gustaría resolver' }
      ]
    },
    learn_more: {
      name: 'Conoce más',
      subject: 'Tres preguntas antes de elegir una solución',
      preheader: 'Cinco minutos con tu equipo que ahorran meses.',
      heading: 'Antes de elegir, pregúntate esto',
      blocks: [
        {
          kind: 'paragraph',
          text: 'Cuando alguien nos busca, casi siempre llega con una solución en mente. Antes de hablar de ella, hacemos tres preguntas. Te las comparto para que las lleves a tu próxima junta:'
        },
        {
          kind: 'list',
          items: [
            {
              title: '¿Qué tarea le quita más horas a tu equipo?',
              text: 'No la más molesta: la que más se repite. Ahí suele estar el ahorro.'
            },
            {
              title: '¿Qué pasa si todo sigue igual seis meses más?',
              text: 'Si la respuesta es “nada grave”, quizá no es lo primero que hay que cambiar.'
            },
            { title: '¿Cómo sabrás que funcionó?', text: 'Elige un solo número, y apunta cuánto vale hoy.' }
          ]
        },
        {
          kind: 'paragraph',
          text: 'Con las tres respuestas ya tienes la mitad del camino. Si alguna se te resiste, escríbeme y la pensamos juntos.'
        },
        { kind: 'button', label: 'Compartir mis respuestas', subject: 'Mis tres respuestas' }
      ]
    },
    how_we_help: {
      name: 'Cómo te ayudamos',
      subject: `Cómo podemos ayudar a ${COMPANY}`,
      preheader: 'Tres pasos, sin sorpresas y sin letra chica.',
      heading: 'Así trabajamos',
      blocks: [
        {
          kind: 'paragraph',
          text: `Hace unos días te hablé de las preguntas; hoy te cuento qué hacemos con las respuestas. Con ${COMPANY} sería así:`
        },
        {
          kind: 'list',
          items: [
            {
              title: 'Primero escuchamos',
              text: 'Una conversación corta para entender cómo trabajan hoy y qué quieren cambiar.'
            },
            {
              title: 'Luego proponemos',
              text: 'Un plan de una página: qué haríamos, en cuánto tiempo, cuánto cuesta y qué no vale la pena hacer.'
            },
            {
              title: 'Y empezamos en pequeño',
              text: 'Una primera parte que se pueda probar pronto. Si no da resultado, lo sabremos antes de gastar de más.'
            }
          ]
        },
        {
          kind: 'paragraph',
          text: '¿Te gustaría ver cómo se vería ese plan en tu caso? Responde a este correo y te digo qué necesito para prepararlo.'
        },
        { kind: 'button', label: 'Pedir mi plan de una página', subject: 'Mi plan de una página' }
      ]
    },
    success_stories: {
      name: 'Historias de éxito',
      subject: 'Lo que hacen distinto quienes sí lo logran',
      preheader: 'Tres costumbres que vemos una y otra vez.',
      heading: 'Tres costumbres que vemos en quienes sí lo logran',
      blocks: [
        {
          kind: 'paragraph',
          text: 'Las historias que mejor terminan se parecen más de lo que uno cree. No es el tamaño de la empresa ni el presupuesto, sino estas tres cosas:'
        },
        {
          kind: 'list',
          items: [
            {
              title: 'Una persona se hace cargo',
              text: 'Alguien con nombre y apellido decide, y el resto del equipo lo sabe.'
            },
            {
              title: 'Arreglan una cosa a la vez',
              text: 'La que más duele. Cuando funciona, la siguiente cuesta la mitad.'
            },
            {
              title: 'Lo miran cada semana',
              text: 'Quince minutos con el mismo número enfrente, también cuando no salió bien.'
            }
          ]
        },
        {
          kind: 'paragraph',
          text: `Si quieres, te cuento un caso parecido al de ${COMPANY}: qué hicieron, qué les costó y qué harían distinto. Solo dime a qué se dedican.`
        },
        { kind: 'button', label: 'Cuéntame un caso parecido', subject: 'Un caso parecido al nuestro' }
      ]
    },
    schedule_conversation: {
      name: 'Agenda una conversación',
      subject: '¿Hablamos veinte minutos{% if first_name != blank %}, {{ first_name }}{% endif %}?',
      preheader: 'El último correo de esta serie, y una propuesta sencilla.',
      heading: '¿Hablamos veinte minutos?',
      blocks: [
        {
          kind: 'paragraph',
          text: `Este es el último correo de la serie, así que voy al grano: me gustaría conocer ${COMPANY} en una llamada de veinte minutos.`
        },
        {
          kind: 'list',
          items: [
            { title: 'Me cuentas qué quieres resolver', text: 'No hace falta que prepares nada.' },
            { title: 'Te digo si podemos ayudar', text: 'Y si no es con nosotros, te digo con quién.' },
            { title: 'Te llevas un siguiente paso claro', text: 'Lo demos juntos o no.' }
          ]
        },
        {
          kind: 'paragraph',
          text: 'Propón dos horarios que te acomoden y te confirmo uno. Si no es buen momento, no tienes que hacer nada: con este correo termina la serie.'
        },
        { kind: 'button', label: 'Proponer dos horarios', subject: 'Dos horarios para hablar' }
      ]
    }
  }
}
