import { changed, newLead } from './change'

describe('What is given of a lead', () => {
  const lead = { ...newLead({ ext_id: '1', first_name: 'Ana', score: 5, custom: { a: 1, b: 'x' } }), id: 7 }

  it('changes what is named and nothing else', () => {
    const after = changed(lead, { first_name: undefined, score: null, company: 'Acme' })
    expect(after.lead).toEqual({ ...lead, score: null, company: 'Acme' })
    expect(after.fields).toEqual(['company', 'score'])
  })

  it('is no change where it says what is known', () => {
    expect(changed(lead, { first_name: 'Ana', custom: { b: 'x' } }).fields).toEqual([])
    expect(changed({ ...lead, custom: { b: 'x', a: 1 } }, { custom: { a: 1 } }).fields).toEqual([])
  })

  it('merges custom fields by their names', () => {
    const { lead: after, fields } = changed(lead, { custom: { a: null, c: true } })
    expect(after.custom).toEqual({ b: 'x', c: true })
    expect(fields).toEqual(['custom'])
    expect(changed(lead, { custom: null }).lead.custom).toEqual({})
  })

  it('qualifies, but never takes anybody back who has opted out', () => {
    expect(changed(lead, { qualified_at: 1 }).lead).toMatchObject({ status: 'qualified', qualified_at: 1 })
    const out = { ...lead, status: 'opted_out' as const }
    expect(changed(out, { qualified_at: 1 }).lead).toMatchObject({ status: 'opted_out', qualified_at: 1 })
    expect(changed(out, { qualified_at: null }).lead.status).toBe('opted_out')
  })
})
