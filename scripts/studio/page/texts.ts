/** The Studio's own words, in the languages it speaks; under `studio.`, as in Botpress. */
import { sandboxTexts } from './sandbox/texts'
import type { Language, Texts } from './window'

const es: Texts = {
  confirm: 'Confirmar',
  decline: 'Cancelar',
  bot: 'Bot',
  language: 'Idioma',
  modules: 'Módulos',
  readOnly: 'Solo lectura',
  readOnlyWhy: 'Tu sesión puede ver este bot, pero no cambiarlo.',
  live: { open: 'En vivo', connecting: 'Conectando…', closed: 'Sin conexión en vivo' },
  problem: {
    title: 'El módulo {module} no se puede mostrar',
    unknown: 'El Local Studio no tiene cargado ningún módulo con ese nombre.',
    load: 'No se pudo cargar {address}. ¿Está compilado el módulo?',
    register: '{address} se cargó, pero no registró ninguna vista. {reason}',
    render: 'La vista se detuvo por un error: {reason}',
    reload: 'Recargar'
  }
}

const en: Texts = {
  confirm: 'Confirm',
  decline: 'Cancel',
  bot: 'Bot',
  language: 'Language',
  modules: 'Modules',
  readOnly: 'Read only',
  readOnlyWhy: 'Your session can look at this bot but not change it.',
  live: { open: 'Live', connecting: 'Connecting…', closed: 'No live connection' },
  problem: {
    title: 'The module {module} can’t be shown',
    unknown: 'No module of that name is loaded in the Local Studio.',
    load: '{address} could not be loaded. Has the module been built?',
    register: '{address} was loaded but registered no view. {reason}',
    render: 'The view stopped with an error: {reason}',
    reload: 'Reload'
  }
}

export const ownTexts: Record<Language, Texts> = {
  es: { studio: { ...es, sandbox: sandboxTexts.es } },
  en: { studio: { ...en, sandbox: sandboxTexts.en } }
}
