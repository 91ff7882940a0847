/** The bundle for Botpress's lite pages, which show one view without the Studio around it: the same panel. */
import { Panel } from '../full/panel'
import { register } from '../studio'

register(Panel)
