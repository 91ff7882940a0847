import { createSign, generateKeyPairSync } from 'crypto'
import { databases, type TestDatabase } from '../../../../../../scripts/test/databases'
import { makeCertificate } from '../../channels/whatsapp/testing/certificate'
import { toText } from '../../platform/database/values'
import { BASE, BOT, engagementBench, type EngagementBench } from '../testing/bench'
import { BROWSERS } from '../testing/agents'
import { sentMails } from '../testing/mails'
import { publicServer, type PublicServer } from '../testing/public-server'

const NOW = Date.parse('2026-07-01T15:00:00Z')
const TOPIC = 'arn:aws:sns:us-east-1:123456789012:mails'
const CERTIFICATE = 'https://sns.us-east-1.amazonaws.com/SimpleNotificationService-0123456789abcdef.pem'
const { key: privateKey, cert } = makeCertificate()
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey

/** Signed as Amazon's documentation says, without the code under test. */
const sns = (
  fields: Record<string, string>,
  {
    version = '1',
    key = privateKey
  }: { version?: string; key?: Parameters<ReturnType<typeof createSign>['sign']>[0] } = {}
): Record<string, string> => {
  const message: Record<string, string> = {
    Type: 'Notification',
    MessageId: 'e1f2',
    TopicArn: TOPIC,
    Timestamp: '2026-07-01T15:00:00.000Z',
    SignatureVersion: version,
    SigningCertURL: CERTIFICATE,
    ...fields
  }
  const names =
    message.Type === 'Notification'
      ? ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type']
      : ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type']
  const text =
    names.flatMap(name => (message[name] === undefined ? [] : [name, message[name]])).join('\n') + '\n'
  const signature = createSign(version === '2' ? 'RSA-SHA256' : 'RSA-SHA1')
    .update(text)
    .sign(key, 'base64')
  return { ...message, Signature: signature }
}

const mail = {
  messageId: '0100018b5c3c0a4f-abc-000000',
  timestamp: '2026-07-01T14:00:00.000Z',
  destination: ['Ana@Example.com']
}
const bounce = (type = 'Permanent') =>
  JSON.stringify({
    notificationType: 'Bounce',
    mail,
    bounce: {
      bounceType: type,
      bounceSubType: 'General',
      bouncedRecipients: [{ emailAddress: 'Ana@Example.com', diagnosticCode: 'smtp; 550' }],
      timestamp: '2026-07-01T14:00:05.000Z'
    }
  })

describe.each(databases)('What SES tells, $name', ({ create }) => {
  let test: TestDatabase
  let bench: EngagementBench
  let server: PublicServer
  let ana: number
  let address: string

  beforeEach(async () => {
    test = await create()
    bench = await engagementBench(test.knex)
    bench.calendar.set(NOW)
    bench.world.config.sesTopics = `arn:aws:sns:us-east-1:1:others, ${TOPIC}`
    bench.world.answer = async () => ({ status: 200, body: cert })
    server = await publicServer(bench)
    ana = await bench.lead({ email: 'ana@example.com' })
    address = (await bench.engagement.sesAddressOf(BASE, BOT)).replace(BASE, server.at())
  })
  afterEach(async () => {
    await bench.inbox.release(BOT)
    await server.close()
    await test.destroy()
  })

  const post = async (message: unknown, to = address) => {
    const answer = await fetch(to, {
      method: 'POST',
      // This is what Amazon says of its JSON.
      headers: { 'content-type': 'text/plain; charset=UTF-8' },
      body: typeof message === 'string' ? message : JSON.stringify(message)
    })
    const open = async () =>
      (
        await bench.db.query(
          `select id from outbound_inbox where status = 'open' and kind = 'engagement.told'`
        )
      ).length
    while ((await open()) > 0) {
      await bench.inboxJob.run()
      await new Promise(resolve => setTimeout(resolve, 5))
    }
    return answer.status
  }
  const events = async (): Promise<Array<Record<string, unknown>>> =>
    (
      await bench.db.query(
        'select type, verdict, source, lead_id, message_id, details, link from outbound_events order by id'
      )
    ).map(row => ({ ...row, lead_id: Number(row.lead_id), details: JSON.stringify(row.details) }))

  it.each(['1', '2'])(
    'of bounces, signed by version %s, is found by the address and by the mail',
    async version => {
      const [id = 0] = await sentMails(bench, [{ id: ana, email: 'ana@example.com' }])
      await bench.db.change('update outbound_messages set provider_id = ?', [
        `<${mail.messageId}@email.amazonses.com>`
      ])
      const message = sns({ Message: bounce(), Subject: 'Amazon SES Email Event Notification' }, { version })
      expect([await post(message), await post(message)]).toEqual([200, 200])
      const [event, ...others] = await events()
      expect(others).toEqual([])
      expect(event).toMatchObject({
        type: 'bounced',
        source: 'ses',
        lead_id: ana,
        details: expect.stringMatching(/hard/)
      })
      expect(Number(event?.message_id)).toBe(id)
      expect(bench.world.asked).toEqual([CERTIFICATE])
      const [told] = await bench.db.query(`select body from outbound_inbox where kind = 'engagement.event'`)
      expect(JSON.parse(toText(told?.body))).toMatchObject({
        type: 'bounced',
        bounce: 'hard',
        at: Date.parse('2026-07-01T14:00:05Z')
      })
    }
  )

  it('of complaints, deliveries, openings and clicks becomes events; of what passes, nothing or a soft bounce', async () => {
    const say = (id: string, body: object) =>
      post(sns({ MessageId: id, Message: JSON.stringify({ mail, ...body }) }))
    await post(sns({ MessageId: '0', Message: bounce('Transient') }))
    await say('1', {
      eventType: 'Complaint',
      complaint: {
        complainedRecipients: [{ emailAddress: 'ana@example.com' }],
        complaintFeedbackType: 'abuse'
      }
    })
    await say('2', {
      eventType: 'Complaint',
      complaint: {
        complainedRecipients: [{ emailAddress: 'ana@example.com' }],
        complaintFeedbackType: 'not-spam'
      }
    })
    await say('3', {
      eventType: 'Delivery',
      delivery: { recipients: ['ana@example.com', 'nobody@example.com'] }
    })
    await say('4', {
      eventType: 'Open',
      open: { userAgent: 'Mozilla/5.0', ipAddress: '203.0.114.7', timestamp: '2026-07-01T14:30:00Z' }
    })
    await say('5', {
      eventType: 'Click',
      click: {
        userAgent: BROWSERS.firefox,
        link: 'https://example.com/',
        ipAddress: '203.0.114.7',
        timestamp: '2026-07-01T14:40:00Z'
      }
    })
    await say('6', { eventType: 'Send', send: {} })
    await say('7', { eventType: 'DeliveryDelay' })
    expect((await events()).map(({ type, verdict }) => `${String(type)} ${String(verdict)}`)).toEqual([
      'bounced human',
      'complained human',
      'delivered human',
      'opened machine',
      'clicked human'
    ])
    expect(JSON.stringify(await events())).toMatch(/soft/)
    expect(JSON.stringify(await bench.db.query('select * from outbound_events'))).not.toContain('203.0.114.7')
  })

  it('is heeded only with the signature of Amazon, of a topic that is wanted, for the bot of the address', async () => {
    const good = sns({ Message: bounce() })
    const other = (await bench.engagement.sesAddressOf(BASE, 'other')).replace(BASE, server.at())
    const forged = [
      { ...good, Message: bounce('Transient') },
      { ...good, Signature: 'AAAA' },
      sns({ Message: bounce() }, { key: stranger.export({ type: 'pkcs8', format: 'pem' }) }),
      sns({ Message: bounce(), TopicArn: 'arn:aws:sns:us-east-1:999:mine' }),
      ...[
        'https://evil.example/SimpleNotificationService-0.pem',
        'http://sns.us-east-1.amazonaws.com/SimpleNotificationService-0.pem',
        'https://sns.us-east-1.amazonaws.com.evil.example/SimpleNotificationService-0.pem',
        'https://sns.us-east-1.amazonaws.com@evil.example/SimpleNotificationService-0.pem',
        'https://sns.us-east-1.amazonaws.com:8443/SimpleNotificationService-0.pem',
        'https://mybucket.s3.amazonaws.com/SimpleNotificationService-0.pem',
        'https://sns.us-east-1.amazonaws.com/x.pem?SimpleNotificationService-0.pem'
      ].map(SigningCertURL => sns({ Message: bounce(), SigningCertURL })),
      sns({ Message: 'no json' }),
      'no json',
      '[]',
      {}
    ]
    for (const message of forged) expect(await post(message)).toBe(200)
    expect(await post(good, address.replace(/k=.*/, 'k=x'))).toBe(200)
    expect(await post(good, address.replace(/\?.*/, ''))).toBe(200)
    bench.world.config.sesTopics = TOPIC
    expect(await post(good, other.replace('/___/', `/${BOT}/`))).toBe(200)
    expect(await events()).toEqual([])
    expect(new Set(bench.world.asked)).toEqual(new Set([CERTIFICATE]))
    await post(good)
    expect(await events()).toHaveLength(1)
    expect(server.faults).toEqual([])
  })

  it('begins with a confirmation, at Amazon alone and of a topic that is wanted', async () => {
    const confirmation = (more: Record<string, string>) =>
      sns({
        Type: 'SubscriptionConfirmation',
        Message: 'You have chosen to subscribe',
        Token: 't',
        SubscribeURL: 'https://sns.us-east-1.amazonaws.com/?Action=ConfirmSubscription&Token=t',
        ...more
      })
    await post(confirmation({ SubscribeURL: 'https://evil.example/?Action=ConfirmSubscription' }))
    await post(confirmation({ TopicArn: 'arn:aws:sns:us-east-1:999:mine' }))
    expect(bench.world.asked).toEqual([CERTIFICATE])
    expect(await post(confirmation({}))).toBe(200)
    expect(bench.world.asked).toEqual([CERTIFICATE, expect.stringMatching(/ConfirmSubscription/)])

    bench.world.answer = async () => null
    expect(await post(confirmation({}))).toBe(503)
  })
})
