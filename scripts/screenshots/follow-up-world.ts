/** What follows from leads being in sequences: tasks, opt-outs with their log, and a run of nurturing. */
import type { ModuleApi } from '../e2e/module-api'

export interface FollowUpWorld {
  lead: number
  run: number
}

/** Until it is so: the engine looks every second. */
const until = async (isSo: () => Promise<boolean>): Promise<void> => {
  while (!(await isSo())) await new Promise(done => setTimeout(done, 200))
}

export const makeFollowUp = async (api: ModuleApi): Promise<FollowUpWorld> => {
  const { id: calls } = await api.call<{ id: number }>('POST', '/sequences/templates', {
    name: 'Casa Nopal',
    active: true,
    steps: [
      { key: 'mail', type: 'email', config: { subject: 'Casa Nopal', html: '<p>Casa Nopal</p>' } },
      { key: 'call', type: 'task', config: { title: 'Llamar a {{ first_name }}', note: '¿Menú?' } }
    ]
  })
  const leads: number[] = []
  for (const [row, first_name] of ['Lucía', 'Mateo', 'Sofía'].entries()) {
    const { id } = await api.call<{ id: number }>('POST', '/leads', {
      first_name,
      last_name: 'Hernández Ruiz',
      company: 'Hotel Casa del Sol Querétaro',
      email: `${row}@hotel.example`,
      icp: 'Hoteles',
      score: 30 * row
    })
    leads.push(id)
  }
  const [lead = 0] = leads
  await api.call('POST', '/sequences/enrollments/bulk', { template_id: calls, lead_ids: leads })
  await until(async () => (await api.call<{ items: unknown[] }>('GET', '/tasks?limit=10')).items.length >= 3)
  await api.call('POST', '/opt-outs', { email: 'baja@hotel.example', evidence: 'Llamó por teléfono' })
  const { id: run } = await api.call<{ id: number }>('POST', '/nurturing/run', {})
  await until(
    async () => (await api.call<{ status: string }>('GET', `/nurturing/runs/${run}`)).status === 'completed'
  )
  // A day on which people did something is a day to be drawn.
  await api.report([{ email: '0@hotel.example', event_type: 'opened' }])
  await until(
    async () =>
      (await api.call<{ happened: { opened: number } }>('GET', '/metrics/summary')).happened.opened > 0
  )
  return { lead, run }
}
