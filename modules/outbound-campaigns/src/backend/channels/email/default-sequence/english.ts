import type { Words } from './letters'

const COMPANY = '{{ company | default: "your company" }}'

export const english: Words = {
  greeting: 'Hi{% if first_name != blank %} {{ first_name }}{% endif %},',
  goodbye: 'All the best,',
  unsubscribe: {
    why: 'You get this mail because you left us your details. If you would rather not hear from us,',
    link: 'unsubscribe here'
  },
  letters: {
    welcome: {
      name: 'Welcome',
      subject:
        '{% if first_name != blank %}{{ first_name }}, good to meet you{% else %}Good to meet you{% endif %}',
      preheader: 'What to expect from us over the next two weeks.',
      heading: 'Thanks for reaching out',
      blocks: [
        {
          kind: 'paragraph',
          text: `Thanks for leaving us your details. Over the next two weeks I will send you four short mails, each with one idea that you can use at ${COMPANY}, whether you work with us or not.`
        },
        { kind: 'paragraph', text: 'To make them worth your time, help me with a single question:' },
        { kind: 'question', text: `What would you most like to fix at ${COMPANY} in the next three months?` },
        { kind: 'paragraph', text: 'Reply with one line; that is enough for me to know where to start.' },
        { kind: 'button', label: 'Reply with one line', subject: 'What we would most like to fix' }
      ]
    },
    learn_more: {
      name: 'Learn more',
      subject: 'Three questions before you choose a solution',
      preheader: 'Five minutes with your team that save months.',
      heading: 'Before you choose, ask yourself this',
      blocks: [
        {
          kind: 'paragraph',
          text: 'People who come to us nearly always have a solution in mind. Before we talk about it, we ask three questions. Take them to your next meeting:'
        },
        {
          kind: 'list',
          items: [
            {
              title: 'Which task takes the most hours of your team?',
              text: 'Not the most annoying one: the one that comes back most often. That is where the savings are.'
            },
            {
              title: 'What happens if nothing changes for six months?',
              text: 'If the answer is “not much”, it may not be the first thing to change.'
            },
            {
              title: 'How will you know that it worked?',
              text: 'Pick a single number, and write down what it is today.'
            }
          ]
        },
        {
          kind: 'paragraph',
          text: 'With the three answers you are halfway there. If one of them is hard, write to me and we will think it through together.'
        },
        { kind: 'button', label: 'Share my answers', subject: 'My three answers' }
      ]
    },
    how_we_help: {
      name: 'How we can help',
      subject: `How we can help ${COMPANY}`,
      preheader: 'Three steps, no surprises, no small print.',
      heading: 'This is how we work',
      blocks: [
        {
          kind: 'paragraph',
          text: `A few days ago I wrote about the questions; today, what we do with the answers. With ${COMPANY} it would go like this:`
        },
        {
          kind: 'list',
          items: [
            {
              title: 'First we listen',
              text: 'A short conversation about how you work today and what you want to change.'
            },
            {
              title: 'Then we propose',
              text: 'A plan of one page: what we would do, how long it takes, what it costs, and what is not worth doing.'
            },
            {
              title: 'And we start small',
              text: 'A first part that can be tried soon. If it does not work, we will know before it gets expensive.'
            }
          ]
        },
        {
          kind: 'paragraph',
          text: 'Would you like to see what that plan looks like for you? Reply to this mail and I will tell you what I need to prepare it.'
        },
        { kind: 'button', label: 'Ask for my one-page plan', subject: 'My one-page plan' }
      ]
    },
    success_stories: {
      name: 'Success stories',
      subject: 'What those who make it do differently',
      preheader: 'Three habits that we see again and again.',
      heading: 'Three habits of those who make it',
      blocks: [
        {
          kind: 'paragraph',
          text: 'The stories that end well are more alike than one would think. It is neither the size of the company nor the budget, but these three things:'
        },
        {
          kind: 'list',
          items: [
            {
              title: 'One person takes charge',
              text: 'Somebody with a name decides, and the rest of the team knows it.'
            },
            {
              title: 'They fix one thing at a time',
              text: 'The one that hurts most. Once it works, the next one costs half.'
            },
            {
              title: 'They look at it every week',
              text: 'Fifteen minutes with the same number in front of them, also when it went badly.'
            }
          ]
        },
        {
          kind: 'paragraph',
          text: `If you like, I will tell you about a case similar to ${COMPANY}: what they did, what was hard, and what they would do differently. Just tell me what you do.`
        },
        { kind: 'button', label: 'Tell me about a similar case', subject: 'A case similar to ours' }
      ]
    },
    schedule_conversation: {
      name: 'Schedule a conversation',
      subject: 'Twenty minutes to talk{% if first_name != blank %}, {{ first_name }}{% endif %}?',
      preheader: 'The last mail of this series, and a simple proposal.',
      heading: 'Shall we talk for twenty minutes?',
      blocks: [
        {
          kind: 'paragraph',
          text: `This is the last mail of the series, so I will come to the point: I would like to get to know ${COMPANY} in a call of twenty minutes.`
        },
        {
          kind: 'list',
          items: [
            { title: 'You tell me what you want to fix', text: 'There is nothing to prepare.' },
            { title: 'I tell you whether we can help', text: 'And if it is not us, who can.' },
            { title: 'You leave with a clear next step', text: 'Whether we take it together or not.' }
          ]
        },
        {
          kind: 'paragraph',
          text: 'Propose two times that suit you and I will confirm one of them. If this is not a good moment, there is nothing to do: the series ends with this mail.'
        },
        { kind: 'button', label: 'Propose two times', subject: 'Two times to talk' }
      ]
    }
  }
}
