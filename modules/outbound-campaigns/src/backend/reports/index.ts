/** What the entry and the runs of nurturing use of reports. */
export { createReports, type ReportsCapability, type ReportsContext } from './capability'
