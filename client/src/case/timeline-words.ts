import {
  type CaseChange,
  type CaseEvent,
  type CaseEventData,
  type FollowUpEventData,
  type Priority,
  priorityNames,
  type Status,
} from '@caseroom/shared/case';
import { type CrmMilestone, type CrmProvider, crmNames, crmRecordNames } from '@caseroom/shared/crm';
import { type Channel, channelNames } from '@caseroom/shared/interaction';
import {
  type CallOutcome,
  callOutcomeNames,
  type InterimChannel,
  interimChannelNames,
} from '@caseroom/shared/interim';
import { type AutoReason, autoReasonNames } from '@caseroom/shared/interim-auto';
import type { NoteKind } from '@caseroom/shared/note';
import { noteKinds } from '@caseroom/shared/note-kinds';
import { pauseReasonNames, timerNames } from '@caseroom/shared/timer';
import { rightNow } from '../platform/clock.ts';
import { clockText, dateText } from '../platform/time.ts';

/** A sentence about a ledger entry, after the actor's name. Strong parts are what changed. */
export type Words = readonly (string | { readonly strong: string })[];

export interface WordsContext {
  /** Title of a note of this case; undefined when the reader cannot know it. */
  readonly noteTitle: (noteId: string) => string | undefined;
}

const strong = (text: string) => ({ strong: text });

/** What somebody did, in words a person would use. Kinds this page does not know are shown by their name. */
export function wordsFor(event: CaseEvent, context: WordsContext): Words {
  const say = sentences[event.kind as keyof CaseEventData] as
    | ((data: unknown, context: WordsContext) => Words)
    | undefined;
  return say ? say(event.data, context) : [event.kind.replaceAll(/[.-]/g, ' ')];
}

const sentences: { [K in keyof CaseEventData]: (data: CaseEventData[K], context: WordsContext) => Words } = {
  'case.opened': () => ['opened the case'],
  'case.changed': ({ changes }) => joined(changesInWords(changes)),
  'case.retagged': ({ from, to, why }) => [
    `${why === 'merged' ? 'merged' : 'renamed'} the tag ${from} ${why === 'merged' ? 'into ' : 'to '}`,
    strong(to),
  ],
  'tag.dismissed': ({ tag }) => ['dismissed the suggested tag ', strong(tag)],
  'tag.restored': ({ tag }) => ['took back dismissing the tag ', strong(tag)],
  'note.added': ({ kind, title }) => ['added ', strong(title || kindName(kind))],
  'note.version-named': ({ noteId, name }, context) => [
    `named a version of ${inNote(noteId, context)} `,
    strong(`“${name}”`),
  ],
  'note.restored': ({ noteId, toSeq }, context) => [
    `restored ${inNote(noteId, context)} as it read at edit ${toSeq}`,
  ],
  'note.finalised': ({ noteId }, context) => [strong('finalised'), ` ${inNote(noteId, context)}`],
  'note.amended': ({ noteId, reason }, context) => [`amended ${inNote(noteId, context)}: `, strong(reason)],
  'note.recheck-set': ({ noteId, dueOn }, context) =>
    dueOn === null
      ? [`took the recheck date off ${inNote(noteId, context)}`]
      : [`wants ${inNote(noteId, context)} looked at on `, strong(dayWords(dueOn))],
  'note.rechecked': ({ noteId, nextOn }, context) => [
    `found ${inNote(noteId, context)} `,
    strong('still right'),
    ...(nextOn === null ? [] : [`, until ${dayWords(nextOn)}`]),
  ],
  'note.recheck-due': ({ noteId }, context) => [`asks whether ${inNote(noteId, context)} is still right`],
  'interim.asked': ({ channel }) => ['asked a lead to approve ', strong(messageBy(channel))],
  'interim.returned': ({ comment }) => [strong('gave back'), ` the message to the customer: “${comment}”`],
  'interim.approved': ({ channel }) => [strong('approved'), ` ${messageBy(channel)}`],
  'interim.released': ({ channel, recipient }) => [
    strong('released'),
    ` ${messageBy(channel)}${recipient ? ` to ${recipient}` : ''}`,
  ],
  'interim.sent': ({ channel, maybeTwice }) => [
    `sent ${messageBy(channel)}`,
    ...(maybeTwice ? [', ', strong('maybe twice')] : []),
  ],
  'interim.delivered': ({ channel }) => [`saw ${messageBy(channel)} `, strong('delivered')],
  'interim.failed': ({ channel, reason }) => [`could not send ${messageBy(channel)}: `, strong(reason)],
  'interim.retried': ({ channel }) => [`tried ${messageBy(channel)} again`],
  'interim.called': ({ outcome, about }) => [
    'called the customer: ',
    strong((callOutcomeNames[outcome as CallOutcome] ?? outcome).toLowerCase()),
    ...(about ? [`, ${about}`] : []),
  ],
  'customer.replied': ({ channel }) => [
    'received the customer’s ',
    strong('reply'),
    ` (${messageChannel(channel)})`,
  ],
  'interim.missed': ({ who }) => [
    `told the ${who === 'leads' ? 'leads' : 'owner'} that `,
    strong('the promised update'),
    ' did not come',
  ],
  'interim.begun': ({ why }) => [
    'began ',
    strong('a message to the customer'),
    `: ${(autoReasonNames[why as AutoReason] ?? why).toLowerCase()}`,
  ],
  'case.eta-set': ({ from, to, reason }) => [
    to === null ? 'took back when it is solved' : 'expects it to be solved by ',
    ...(to === null ? [] : [strong(momentText(to))]),
    ...(from !== null && reason ? [`: ${reason}`] : []),
  ],
  'customer.opted-out': ({ on }) => [
    on ? 'wrote down that the customer wants ' : 'wrote down that the customer wants messages again',
    ...(on ? [strong('no messages')] : []),
  ],
  'portal.linked': ({ expiresAt }) => [
    'made a link to the customer’s page, until ',
    strong(dateText(new Date(expiresAt), new Date())),
  ],
  'portal.revoked': () => [strong('revoked'), ' a link to the customer’s page'],
  'summary.drafted': ({ noteId, interactionId, model }, context) => [
    'had ',
    strong(inNote(noteId, context)),
    ` drafted from ${interactionId ? 'a transcript' : 'the whole case'}${model ? ` by ${model}` : ''}`,
  ],
  'summary.reviewed': ({ noteId, percent, discarded }, context) => [
    `reviewed ${inNote(noteId, context)}: `,
    strong(`${percent} % of the draft stands`),
    ...(discarded > 0 ? [`, ${discarded} ${discarded === 1 ? 'line' : 'lines'} thrown away`] : []),
  ],
  'satisfaction.recorded': ({ score }) => [
    'recorded that the customer is satisfied ',
    strong(`${score} of 5`),
  ],
  'customer.told': ({ about }) => (about ? ['told the customer: ', strong(about)] : ['told the customer']),
  'interaction.started': ({ channel, direction }) => [
    strong(direction === 'inbound' ? 'took' : 'began'),
    ` ${aContact(channel)}`,
  ],
  'interaction.ended': ({ channel, startedAt, endedAt }) => [
    `ended ${aContact(channel)}`,
    ...lasting(startedAt, endedAt),
  ],
  'interaction.logged': ({ channel, direction, startedAt, endedAt }) => [
    `logged ${direction === 'inbound' ? 'an inbound' : 'an outbound'} `,
    strong(channelWord(channel)),
    ` of ${momentText(startedAt)}`,
    ...lasting(startedAt, endedAt),
  ],
  'interaction.changed': ({ channel, changes }) => [
    `edited the ${listed(changes.map(({ field }) => contactFields[field] ?? field))} of ${aContact(channel)}`,
  ],
  'interaction.transcript-attached': ({ channel, turns }) => [
    'attached the ',
    strong('transcript'),
    ` of ${aContact(channel)}, ${turns} ${turns === 1 ? 'turn' : 'turns'}`,
  ],
  'interaction.transcript-removed': ({ channel }) => [
    strong('took away'),
    ` the transcript of ${aContact(channel)}`,
  ],
  'attachment.added': ({ mediaType }) => ['attached ', strong(fileWord(mediaType))],
  'attachment.removed': ({ mediaType }) => [strong('took away'), ` ${fileWord(mediaType)}`],
  'timer.paused': ({ reason, note }) => [
    'paused the timers: ',
    strong(reason === 'other' ? note : pauseReasonNames[reason].toLowerCase()),
    ...(note && reason !== 'other' ? [`, ${note}`] : []),
  ],
  'timer.resumed': () => ['resumed the timers'],
  'timer.warned': ({ timer, percent }) =>
    percent >= 100
      ? ['saw the time run out: ', strong(timerNames[timer].toLowerCase())]
      : [`saw ${percent} % of the time pass: `, strong(timerNames[timer].toLowerCase())],
  'note.mentioned': ({ noteId, name }, context) => [
    'mentioned ',
    strong(name),
    ` in ${inNote(noteId, context)}`,
  ],
  'follow-up.added': (data) => [
    data.promise ? 'promised the customer something for ' : 'added a follow-up, due ',
    strong(momentText(data.dueAt)),
  ],
  'follow-up.restored': (data) => [`brought back ${aFollowUp(data)}`],
  'follow-up.changed': ({ changes, ...data }) => followUpInWords(changes, data),
  'follow-up.done': (data) => [strong('did'), ` ${aFollowUp(data)}`],
  'follow-up.reopened': (data) => [strong('reopened'), ` ${aFollowUp(data)}`],
  'follow-up.removed': (data) => [`took out ${aFollowUp(data)} due ${momentText(data.dueAt)}`],
  'follow-up.passed': (data) => [`took over ${aFollowUp(data)} due ${momentText(data.dueAt)}`],
  'follow-up.due': (data) => [`reminds of ${aFollowUp(data)} that is due soon`],
  'follow-up.overdue': (data) => [`reminds of ${aFollowUp(data)} that is `, strong('overdue')],
  'crm.linked': ({ provider, record }) => ['linked the case to ', strong(recordName(provider, record))],
  'crm.unlinked': ({ provider, record }) => [`unlinked the case from ${recordName(provider, record)}`],
  'crm.changed': ({ provider, record, changes }) => [
    `found ${recordName(provider, record)} changed: `,
    ...joined(
      changes.map(({ field, from, to }) => [
        `${field} ${from ? `from ${from} ` : ''}to `,
        strong(to || 'nothing'),
      ]),
    ),
  ],
  'crm.written': ({ provider, record, milestone }) => [
    `wrote ${milestoneWords[milestone]} to `,
    strong(recordName(provider, record)),
  ],
  'crm.refused': ({ provider, record, milestone, reason }) => [
    strong('could not write'),
    ` ${milestoneWords[milestone]} to ${recordName(provider, record)}: ${reason}`,
  ],
  'note.exemplary': ({ noteId, reason }, context) => [
    'holds up ',
    strong(inNote(noteId, context)),
    ` as an example: “${reason}”`,
  ],
  'note.exemplary-ended': ({ noteId }, context) => [
    `no longer holds up ${inNote(noteId, context)} as an example`,
  ],
  'answer.promoted': ({ noteId }, context) => [`began an answer card with ${inNote(noteId, context)}`],
  'answer.published': ({ title }) => ['published the answer card ', strong(`“${title}”`)],
  'answer.used': ({ title, noteId }, context) => [
    'used the answer ',
    strong(`“${title}”`),
    ` in ${inNote(noteId, context)}`,
  ],
  'answer.rated': ({ title, verdict }) =>
    verdict === null
      ? [`took back what they said of the answer “${title}”`]
      : ['says the answer ', strong(`“${title}”`), verdict === 'solved' ? ' solved it' : ' did not help'],
  'note.edit-refused': ({ noteId, code }, context) => [
    `sent an edit to ${inNote(noteId, context)} that was refused (${code.replace(/^edit-/, '').replaceAll('-', ' ')})`,
  ],
  'escalation.drafted': ({ target }) => ['began an escalation to ', strong(target)],
  'escalation.sent': ({ target }) => ['escalated the case to ', strong(target)],
  'escalation.accepted': ({ fromName }) => [
    strong('accepted'),
    ` the escalation and took over from ${fromName.split(' ')[0]}`,
  ],
  'escalation.declined': ({ reason }) => [strong('declined'), ` the escalation: “${reason}”`],
  'escalation.withdrawn': ({ target }) => [strong('withdrew'), ` the escalation to ${target}`],
  'swarm.asked': ({ name }) => ['asked ', strong(name), ' into the swarm'],
  'swarm.answered': () => [strong('answered'), ' a question of the swarm'],
  'swarm.left': () => ['left the swarm'],
  'swarm.closed': ({ outcome }) => [strong('closed'), ` the swarm: “${outcome}”`],
  'review.submitted': ({ agentName, percent }) => [
    `reviewed the work of ${agentName}: `,
    strong(percentText(percent)),
  ],
  'review.acknowledged': () => [strong('acknowledged'), ' a review of their work'],
  'review.disputed': ({ items }) => [
    strong('disputed'),
    ` a review of their work (${items} ${items === 1 ? 'item' : 'items'})`,
  ],
  'review.settled': ({ verdict, agentName, percent }) => [
    strong(verdict),
    ` the dispute of ${agentName}, now ${percentText(percent)}`,
  ],
  'review.goal-set': ({ agentName }) => [`set a coaching goal for ${agentName}`],
  'thread.opened': ({ noteId, between }, context) => [
    `${between ? 'opened a coaching thread' : 'commented'} in ${inNote(noteId, context)}`,
  ],
  'thread.replied': ({ noteId, between }, context) => [
    `replied ${between ? 'to coaching' : 'to a comment'} in ${inNote(noteId, context)}`,
  ],
  'thread.resolved': ({ noteId }, context) => [strong('resolved'), ` a thread in ${inNote(noteId, context)}`],
  'thread.reopened': ({ noteId }, context) => [strong('reopened'), ` a thread in ${inNote(noteId, context)}`],
  'thread.evidence': ({ on }) => [
    on ? 'marked coaching as evidence for quality' : 'took coaching out of the evidence for quality',
  ],
  'comment.edited': ({ noteId }, context) => [`edited a comment in ${inNote(noteId, context)}`],
  'comment.deleted': ({ noteId }, context) => [`deleted a comment in ${inNote(noteId, context)}`],
  'comment.reacted': ({ reaction, on }) => [on ? `reacted with ${reaction}` : `took ${reaction} back`],
  'suggestion.made': ({ noteId }, context) => [`suggested other words in ${inNote(noteId, context)}`],
  'suggestion.accepted': ({ noteId, suggestedByName }, context) => [
    strong('accepted'),
    ` what ${suggestedByName.split(' ')[0]} suggested in ${inNote(noteId, context)}`,
  ],
  'suggestion.dismissed': ({ noteId, suggestedByName }, context) => [
    `dismissed what ${suggestedByName.split(' ')[0]} suggested in ${inNote(noteId, context)}`,
  ],
  'handover.offered': ({ receiverName }) => [
    'offered the case to ',
    strong(receiverName),
    ' for the next shift',
  ],
  'handover.accepted': ({ fromName }) => [
    strong('accepted'),
    ` the handover and took over from ${fromName.split(' ')[0]}`,
  ],
  'handover.declined': ({ reason }) => [strong('declined'), ` the handover: “${reason}”`],
  'handover.withdrawn': ({ reason }) => [strong('withdrew'), ` the handover${reason ? `: ${reason}` : ''}`],
  'handover.asked': () => ['asked a question about the handover'],
  'handover.answered': () => [strong('answered'), ' a question about the handover'],
  'handover.reminded': ({ shiftEndsAt }) => [
    'reminds of the handover: the shift ends at ',
    strong(momentText(shiftEndsAt)),
  ],
  'handover.unaccepted': () => ['told the leads that ', strong('nobody has accepted'), ' the handover'],
};

const percentText = (percent: number | null): string => (percent === null ? 'not scored' : `${percent} %`);
const kindName = (kind: string): string => noteKinds[kind as NoteKind]?.name.toLowerCase() ?? 'a note';
const inNote = (noteId: string, { noteTitle }: WordsContext): string => noteTitle(noteId) ?? 'a note';

const aFollowUp = ({ promise }: FollowUpEventData): string => (promise ? 'a promise' : 'a follow-up');

const channelWord = (channel: string): string => {
  const name = channelNames[channel as Channel] ?? 'contact';
  return name === 'SMS' ? name : name.toLowerCase();
};
const aContact = (channel: string): string =>
  `${/^(?:email|sms)$/.test(channel) ? 'an' : 'a'} ${channelWord(channel)}`;
const contactFields: Record<string, string> = { startedAt: 'start', endedAt: 'end' };

/** ", 12 min"; nothing for what has no length. */
function lasting(startedAt: string, endedAt: string): Words {
  const length_min = Math.round((Date.parse(endedAt) - Date.parse(startedAt)) / 60_000);
  return endedAt === startedAt ? [] : [`, ${length_min < 1 ? 'under a minute' : `${length_min} min`}`];
}

/** "a picture"; of most files it matters only that there is one. */
function fileWord(mediaType: string): string {
  if (mediaType.startsWith('image/')) return 'a picture';
  if (mediaType.startsWith('audio/')) return 'a recording';
  return mediaType === 'application/pdf' ? 'a PDF' : 'a file';
}

/** "24 Dec": a day of the program's calendar, the same wherever it is read. */
const dayWords = (day: string): string => dateText(new Date(`${day}T12:00`), rightNow());

/** "23 Nov 15:00": an entry reads the same on every day. */
function momentText(iso: string): string {
  const at = new Date(iso);
  return `${dateText(at, rightNow())} ${clockText(at)}`;
}

function followUpInWords(changes: readonly CaseChange[], data: FollowUpEventData): Words {
  const due = changes.some(({ field }) => field === 'dueAt');
  if (due) return [`moved ${aFollowUp(data)} to `, strong(momentText(data.dueAt))];
  if (changes.some(({ field }) => field === 'owner')) return [`gave ${aFollowUp(data)} another owner`];
  return data.promise ? ['made a follow-up a ', strong('promise')] : ['made a promise a follow-up'];
}

function changesInWords(changes: readonly CaseChange[]): Words[] {
  const customer = changes.filter(({ field }) => field.startsWith('customer'));
  const others = changes.filter((change) => !customer.includes(change)).map(changeInWords);
  return customer.length > 0
    ? [...others, [`changed the customer’s ${listed(customer.map(({ field }) => customerField(field)))}`]]
    : others;
}

function changeInWords({ field, from, to }: CaseChange): Words {
  if (field === 'subject') return ['renamed the case to ', strong(`“${String(to)}”`)];
  if (field === 'status') return statusInWords(from as Status, to as Status);
  if (field === 'priority') return priorityInWords(from as Priority, to as Priority);
  if (field === 'tags') return tagsInWords(asList(from), asList(to));
  return [`changed the ${field}`];
}

function statusInWords(from: Status, to: Status): Words {
  if (to === 'resolved' || to === 'closed') return [strong(to), ' the case'];
  if (to === 'waiting') return ['set the case to ', strong('waiting')];
  return from === 'waiting' ? ['set the case to ', strong('open')] : [strong('reopened'), ' the case'];
}

const priorityInWords = (from: Priority, to: Priority): Words => [
  `${to < from ? 'raised' : 'lowered'} the priority from ${from} to `,
  strong(`${to} ${priorityNames[to]?.toLowerCase() ?? ''}`.trim()),
];

function tagsInWords(from: readonly string[], to: readonly string[]): Words {
  const added = to.filter((tag) => !from.includes(tag));
  const removed = from.filter((tag) => !to.includes(tag));
  const words: Words[] = [];
  if (added.length > 0) words.push([`added the tag${added.length > 1 ? 's' : ''} `, strong(listed(added))]);
  if (removed.length > 0)
    words.push([`removed the tag${removed.length > 1 ? 's' : ''} `, strong(listed(removed))]);
  return joined(words);
}

const customerFields: Record<string, string> = {
  email: 'e-mail',
  timeZone: 'time zone',
  account: 'account reference',
};
function customerField(field: string): string {
  const name = field.split('.')[1];
  return name ? (customerFields[name] ?? name) : 'details';
}

const asList = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);

/** "a", "a and b", "a, b and c". */
export function listed(items: readonly string[]): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

/** Several things done at once, as one sentence. */
function joined(all: readonly Words[]): Words {
  return all.flatMap((words, index) => [
    ...(index === 0 ? [] : [index === all.length - 1 ? ' and ' : ', ']),
    ...words,
  ]);
}

const milestoneWords: Record<CrmMilestone, string> = {
  note: 'a finalised note',
  summary: 'a summary',
  escalation: 'the escalation',
  handover: 'the handover',
  interim: 'a message to the customer',
  resolution: 'the resolution',
};

/** "Zendesk ticket #7". */
const recordName = (provider: CrmProvider, record: string): string =>
  `${crmNames[provider]} ${crmRecordNames[provider]} ${record}`;

const messageChannel = (channel: string): string => {
  const name = interimChannelNames[channel as InterimChannel] ?? channel;
  return name === 'SMS' ? name : name.charAt(0).toLowerCase() + name.slice(1);
};
const messageBy = (channel: string): string =>
  channel === 'phone'
    ? 'the words for a call to the customer'
    : `the message to the customer (${messageChannel(channel)})`;
