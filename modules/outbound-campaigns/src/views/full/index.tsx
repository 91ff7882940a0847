/** The bundle that the Studio loads for `/studio/<bot>/modules/outbound-campaigns`. */
import { register } from '../studio'
import { Panel } from './panel'

register(Panel)
