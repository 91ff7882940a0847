/**
 * The bundle of what draws charts. It weighs as much as the rest of the panel together, so the panel fetches it only where
 * there is something to draw (`load.ts`).
 */
import { offerCharts } from './load'
import { Lines } from './lines'

offerCharts({ Lines })
