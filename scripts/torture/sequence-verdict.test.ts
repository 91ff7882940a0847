import { judgeSequence, type SequenceEvidence } from './sequence-verdict'

const ended = (id: number) => ({
  id,
  lead_id: id,
  status: 'completed',
  step_key: null,
  emails_sent: 2,
  waiting_for: []
})

const good: SequenceEvidence = {
  people: 2,
  mails: ['uno', 'dos'],
  enrollments: [ended(1), ended(2)],
  received: new Map([
    ['a@x.example', ['uno', 'dos']],
    ['b@x.example', ['uno']]
  ]),
  unconfirmed: 1,
  kills: 1,
  concurrency: 10
}

const complaintsOf = (change: Partial<SequenceEvidence>) => judgeSequence({ ...good, ...change }).complaints

describe('the verdict on a sequence', () => {
  it('finds nothing where each mail came once or was left unconfirmed', () => {
    expect(judgeSequence(good)).toEqual({ complaints: [], lost: 1 })
  })

  it('complains about a mail that came twice', () => {
    const received = new Map([
      ['a@x.example', ['uno', 'dos', 'uno']],
      ['b@x.example', ['uno', 'dos']]
    ])
    expect(complaintsOf({ received })).toEqual(['a@x.example: got "uno" 2 times.'])
  })

  it('complains about a mail that nobody sent', () => {
    const received = new Map([['a@x.example', ['uno', 'dos', 'tres', 'uno2']]])
    expect(complaintsOf({ received })).toHaveLength(2)
  })

  it('complains about a mail that is missing without a word', () => {
    expect(complaintsOf({ unconfirmed: 0 })).toEqual([
      '1 mails are missing, and only 0 were left unconfirmed.'
    ])
  })

  it('complains about people who are stuck or gone', () => {
    const stuck = { ...ended(2), status: 'active', step_key: 'dos', waiting_for: [{ code: 'message' }] }
    expect(complaintsOf({ enrollments: [ended(1), stuck] })).toEqual([
      'Enrollment 2 is stuck: active before dos, waiting for message.'
    ])
    expect(complaintsOf({ enrollments: [ended(1)] })).toHaveLength(1)
  })

  it('complains about more left open than a kill can leave', () => {
    expect(complaintsOf({ unconfirmed: 11 })).toHaveLength(1)
  })
})
