import { button, link, list, p, question, type LibraryWords } from './words'

const COMPANY = '{{ company | default: "your company" }}'
const NAME_FIRST = (text: string, alone: string): string =>
  `{% if first_name != blank %}{{ first_name }}, ${text}{% else %}${alone}{% endif %}`
const EVENT = '{{ event_name | default: "our next event" }}'
const ON_THE_DAY = '{% if event_date != blank %} on {{ event_date }}{% endif %}'

export const english: LibraryWords = {
  unsubscribe: { why: 'If you would rather not get mails like this,', link: 'unsubscribe here' },
  sequences: {
    welcome: {
      name: 'Welcome',
      description:
        'Five mails in fourteen days for people who have just left their details: a welcome, useful ideas, how you work and an invitation to talk.'
    },
    cold_lead: {
      name: 'Cold lead follow-up',
      description:
        'A question, a useful idea and a friendly goodbye. Somebody calls those who show interest; the others get another angle.'
    },
    after_demo: {
      name: 'After a demo',
      description:
        'A summary the same day, answers to the usual doubts, a call to those who keep reading and a clear next step.'
    },
    proposal: {
      name: 'After sending a proposal',
      description:
        'Goes along with the decision without pushing: did it arrive, what is unclear, a call, and a yes or a no in time.'
    },
    win_back: {
      name: 'Win customers back',
      description:
        'For those who stopped buying: an honest hello, what is new and, where there is no interest, a goodbye that leaves the door open.'
    },
    event_invitation: {
      name: 'Event invitation',
      description:
        'Invitation, reasons to come and a last call; who clicks gets no more. Uses each person’s fields event_name, event_date and event_link.'
    }
  },
  letters: {
    'cold-question': {
      name: 'One question',
      subject: NAME_FIRST('a quick question', 'A quick question'),
      preheader: 'One line is enough.',
      heading: 'A quick question',
      blocks: [
        p(
          `We have not met, so I will be brief. I work with teams like the one at ${COMPANY}, and most of them tell me the same: they lose hours on follow-ups that somebody has to remember by hand.`
        ),
        question(`Is it like that at ${COMPANY}, or is it solved?`),
        p('Both answers help me. If it is solved, I will not take more of your time.'),
        button('Reply in one line', 'Your question')
      ]
    },
    'cold-idea': {
      name: 'A useful idea',
      subject: 'An idea you can use today, without us',
      preheader: 'Three steps; it takes less than an hour.',
      heading: 'An exercise worth the hour it takes',
      blocks: [
        p(
          'I wrote to you a few days ago. Instead of insisting, here is something to do with your team this week:'
        ),
        list(
          [
            'Write down the last ten leads that went cold',
            'No blame: just the names and when you last spoke.'
          ],
          [
            'Write what should have happened next',
            'A call, a figure, an answer. It is nearly always something small.'
          ],
          ['Pick the reason that comes up most', 'That is the first follow-up to stop doing by hand.']
        ),
        p('If you would like to compare what you found with what we see elsewhere, reply to this mail.')
      ]
    },
    'cold-angle': {
      name: 'Another angle',
      subject: `Who looks after this at ${COMPANY}?`,
      preheader: 'I may have written to the wrong person.',
      heading: 'It may not be you',
      blocks: [
        p(`Following up on leads may not be your job at ${COMPANY}. If so, could you tell me whose it is?`),
        p(
          'And if it is yours but this is not the moment, tell me that too: I will come back when it makes sense.'
        ),
        button('It is somebody else', 'Whom to talk to')
      ]
    },
    'cold-close': {
      name: 'Goodbye',
      subject: 'Shall I close your file?',
      preheader: 'This is my last mail.',
      heading: 'This is my last mail',
      blocks: [
        p(
          'I have not heard from you, and that is fine: there are surely more urgent things. This is my last mail.'
        ),
        p(
          'If the topic comes back, reply to this message, even months from now. I will be glad to pick up where we left off.'
        ),
        button('Write to me later', 'Write to me later')
      ]
    },
    'demo-summary': {
      name: 'Demo summary',
      subject: NAME_FIRST('thanks for your time today', 'Thanks for your time today'),
      preheader: 'What we saw and what comes next.',
      heading: 'Thanks for your time today',
      blocks: [
        p(
          `Thanks for taking the time for the demo. To make it easy to pass on at ${COMPANY}, it comes down to three points:`
        ),
        list(
          ['What we saw', 'What everyday work would look like, with the case you told us about.'],
          ['What is missing', 'What each of us said they would look into before deciding.'],
          ['What comes next', 'Answer those who could not be there, and choose where to begin.']
        ),
        question('Did I get right what matters most to you, or would you change something?'),
        button('Correct or add something', 'About the demo')
      ]
    },
    'demo-questions': {
      name: 'Usual questions',
      subject: 'What nearly everybody asks after the demo',
      preheader: 'Three doubts and straight answers.',
      heading: 'What nearly everybody asks afterwards',
      blocks: [
        p('The same three doubts tend to come up after a demo. In case they are yours too:'),
        list(
          [
            'How much work will it be for us?',
            'The first month needs one person’s attention. I will tell you whose, and for how many hours.'
          ],
          [
            'What if the team does not like it?',
            'You begin with few people and a real case. If it does not help, you see it soon and it costs little.'
          ],
          [
            'What about our data?',
            'It is yours. I will explain where it is kept, who sees it and how you take it along if you leave.'
          ]
        ),
        p(
          'Is there another question in the air? Send it to me and I will answer in writing, so that you can share it.'
        ),
        button('Ask a question', 'A question about the demo')
      ]
    },
    'demo-short': {
      name: 'Short reminder',
      subject: 'Shall I send the one-minute version?',
      preheader: 'For those who could not be there.',
      heading: 'The one-minute version',
      blocks: [
        p(
          'Some weeks leave no time for long mails. Would a one-minute summary help, ready to forward to whoever decides with you?'
        ),
        button('Yes, send it', 'The one-minute summary')
      ]
    },
    'demo-decision': {
      name: 'Next step',
      subject: `How would ${COMPANY} like to go on?`,
      preheader: 'Three options, all of them fine.',
      heading: 'How would you like to go on?',
      blocks: [
        p(
          'A few days have passed since the demo. So that I need not guess, choose one and I know what to do:'
        ),
        list(
          ['Go ahead', 'We set up a short call to plan the start.'],
          ['Not yet', 'Tell me when to come back to it, and I will not write before.'],
          ['Not for us', 'Thank you for being frank; if you tell me why, all the better.']
        ),
        button('Choose one', 'How we would like to go on')
      ]
    },
    'proposal-arrived': {
      name: 'Did it arrive?',
      subject: 'Did the proposal arrive?',
      preheader: 'And on which page the important part is.',
      heading: 'Did the proposal arrive?',
      blocks: [
        p(
          `Yesterday I sent you the proposal for ${COMPANY}. I only want to be sure that you have it and that it opens.`
        ),
        p(
          'If you have five minutes, begin with the scope: that is where it matters most that we agree. The price follows from that page.'
        ),
        button('Yes, it arrived', 'The proposal arrived')
      ]
    },
    'proposal-doubts': {
      name: 'Doubts about the proposal',
      subject: 'Before you decide: three things about the proposal',
      preheader: 'What can be moved and what cannot.',
      heading: 'Before you decide',
      blocks: [
        p('When a team discusses a proposal, it helps to know how flexible it is:'),
        list(
          [
            'You can begin with less',
            'If the budget is tight, we split the scope and see results before going on.'
          ],
          ['Dates can move', 'Tell me which date must hold, and we arrange the rest around it.'],
          [
            'Doubts are best answered to whoever has them',
            'I can talk to finance, to IT or to anybody it takes.'
          ]
        ),
        question('Which part of the proposal raises most doubts?'),
        button('Reply with a doubt', 'A doubt about the proposal')
      ]
    },
    'proposal-decision': {
      name: 'Yes or no?',
      subject: 'A yes, a no or a date',
      preheader: 'Any of the three helps me.',
      heading: 'A yes, a no or a date',
      blocks: [
        p(
          `I do not want to fill your inbox, so this is my last mail about the proposal for ${COMPANY}. Any of these three answers helps:`
        ),
        list(
          ['Yes', 'And I send you the next step today.'],
          ['No', 'No strings and no awkward questions.'],
          ['Later', 'With a date, and I will not write before.']
        ),
        button('Reply', 'About the proposal')
      ]
    },
    'back-hello': {
      name: 'We miss you',
      subject: NAME_FIRST('it has been a while', 'It has been a while'),
      preheader: 'And we would like to know why.',
      heading: 'It has been a while',
      blocks: [
        p(
          `Some time ago we worked together, and then we lost touch. I am not writing to sell you something today: I would like to understand what happened at ${COMPANY}.`
        ),
        question('Was it the price, the service, or was it simply no longer needed?'),
        p('One word is enough. If we did something wrong, it is mine to fix.'),
        button('Tell us what happened', 'Why we lost touch')
      ]
    },
    'back-news': {
      name: 'What has changed',
      subject: 'What has changed since you left',
      preheader: 'Three things that people who left asked of us.',
      heading: 'What has changed since you left',
      blocks: [
        p('People who left told us what to change, and we listened:'),
        list(
          ['We answer sooner', 'By name: you know who looks after your matter and when you will hear back.'],
          ['It is easier to begin', 'What you told us is still here; you need not explain it all again.'],
          ['You can try without being tied', 'A small first step, with a scope that can be measured.']
        ),
        p('If one of these was what was missing, reply and we take it up again.'),
        button('Let us take it up again', 'Let us take it up again')
      ]
    },
    'back-goodbye': {
      name: 'The door stays open',
      subject: 'Would you rather not hear from us?',
      preheader: 'We understand. And the door stays open.',
      heading: 'The door stays open',
      blocks: [
        p(
          'I do not want to be one of those who insist. If you are not interested, there is nothing to do: this is the last mail of this series.'
        ),
        p('If you want to come back one day, reply to this message and a person will answer, not a form.')
      ]
    },
    'event-invitation': {
      name: 'Invitation',
      subject: NAME_FIRST(`join us at ${EVENT}`, `Join us at ${EVENT}`),
      preheader: 'Places are limited; it takes a minute to sign up.',
      heading: `Join us at ${EVENT}`,
      blocks: [
        p(
          `We would love to see you at ${EVENT}${ON_THE_DAY}. The programme is short and practical, with real cases and time for questions.`
        ),
        list(
          ['Ideas to put to use', 'Each session ends with something that you can do the next day.'],
          ['People with the same challenges', 'Small groups, to talk and not only to listen.']
        ),
        link('Save my place', 'event_link')
      ]
    },
    'event-reasons': {
      name: 'Reasons to come',
      subject: `What you take home from ${EVENT}`,
      preheader: 'Three reasons in a minute.',
      heading: 'Three reasons to make room for it',
      blocks: [
        p(`A few days ago I invited you to ${EVENT}${ON_THE_DAY}. In case you are still deciding:`),
        list(
          ['It is short', 'It begins and ends on time. You are back to your work the same day.'],
          ['You can ask', `Bring the case of ${COMPANY}; there is time to look at it.`],
          ['You take the material home', 'Templates and notes to share with your team.']
        ),
        link('Save my place', 'event_link')
      ]
    },
    'event-last-call': {
      name: 'Last call',
      subject: `Last call: ${EVENT}`,
      preheader: 'Registration closes soon.',
      heading: 'Last call',
      blocks: [
        p(
          `Registration for ${EVENT}${ON_THE_DAY} is about to close. If you would like to come, now is the moment.`
        ),
        p('If you cannot make it, reply with “can’t make it” and I will send you the conclusions.'),
        link('Save my place', 'event_link'),
        button('I can’t make it, send me the conclusions', 'The conclusions')
      ]
    }
  },
  tasks: {
    'cold-call': {
      title: 'Call {{ full_name | default: email }}',
      note: 'Opened the mail with the useful idea. Ask whether they tried it with their team before you talk about what we do.'
    },
    'demo-call': {
      title: 'Call {{ full_name | default: email }} about the demo',
      note: 'Keeps reading the mails. Ask what is missing to decide and whom else to talk to.'
    },
    'proposal-call': {
      title: 'Call {{ full_name | default: email }} about the proposal',
      note: 'A single question: what do they need to decide? Note the reason with the lead.'
    },
    'back-call': {
      title: 'Call {{ full_name | default: email }}',
      note: 'A former customer who read the news. Listen first to why they left; offer a small first step.'
    }
  }
}
