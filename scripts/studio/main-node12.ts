/** The Local Studio as Botpress v12 runs: Node 12.18, and Bluebird as the global Promise before anything else loads. */
import './node12'
import './main'
