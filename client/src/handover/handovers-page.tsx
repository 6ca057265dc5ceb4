import type { HandoverSummary } from '@caseroom/shared/handover';
import { IconArrowsExchange, IconLock } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { mayHandOver, useMe } from '../platform/session.ts';
import { clockText, dayText, durationText, fullText, useNow } from '../platform/time.ts';
import { counted } from '../platform/words.ts';
import { Avatar } from '../ui/avatar.tsx';
import cards from '../ui/card-list.module.css';
import { Failure, Message } from '../ui/message.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { SkeletonLine } from '../ui/skeleton.tsx';
import { EndShift } from './end-shift.tsx';
import { useHandovers } from './handover-data.ts';
import styles from './handovers.module.css';
import { firstName } from './packet.ts';

/** What comes on, what goes out, and what was handed over before. */
export function HandoversPage() {
  usePageTitle('Handover');
  const me = useMe();
  if (!mayHandOver(me)) {
    return (
      <Message icon={<IconLock size={20} />} whole title="Handovers are for those who own cases">
        At the end of a shift cases go from person to person here. You read cases without owning them.
      </Message>
    );
  }
  return <Handovers />;
}

function Handovers() {
  const me = useMe();
  const isLead = me.memberships.some(({ role }) => role === 'lead');
  const given = useHandovers('given');
  const received = useHandovers('received');
  const team = useHandovers('team', isLead);
  const lists = [given, received, ...(isLead ? [team] : [])];
  const failed = lists.find(({ error, data }) => error && !data);
  if (failed)
    return <Failure error={failed.error} what="your handovers" retry={() => void failed.refetch()} />;
  if (!given.data || !received.data) return <Waiting />;
  const isOpen = ({ state }: HandoverSummary) => state !== 'closed';
  const mine = given.data.find(isOpen);
  const incoming = received.data.filter(isOpen);
  const shown = new Set([mine, ...incoming].map((packet) => packet?.id));
  const floor = (team.data ?? []).filter((packet) => isOpen(packet) && !shown.has(packet.id));
  const past = [...given.data, ...received.data, ...(team.data ?? [])].filter((packet) => !isOpen(packet));
  return (
    <div className={styles.page}>
      <div className={styles.column}>
        <header className={styles.head}>
          <h1>Handover</h1>
        </header>
        {incoming.length > 0 && <Packets title="Coming on shift" packets={incoming} words={incomingWords} />}
        {mine ? <Packets title="Ending your shift" packets={[mine]} words={givenWords} /> : <EndShift />}
        {floor.length > 0 && <Packets title="On your floor" packets={floor} words={teamWords} />}
        {past.length > 0 && <Packets title="Before" packets={unique(past)} words={pastWords} quiet />}
        {incoming.length === 0 && past.length === 0 && !mine && (
          <Message compact icon={<IconArrowsExchange size={20} />} title="Nothing is handed over to you">
            When somebody hands cases over to you, they wait here. You read each one back and accept it; until
            then it stays with them.
          </Message>
        )}
      </div>
    </div>
  );
}

const unique = (packets: readonly HandoverSummary[]): HandoverSummary[] =>
  [...new Map(packets.map((packet) => [packet.id, packet])).values()].sort((a, b) =>
    a.startedAt < b.startedAt ? 1 : -1,
  );

const total = ({ counts }: HandoverSummary): number =>
  Object.entries(counts).reduce((sum, [state, count]) => (state === 'withdrawn' ? sum : sum + count), 0);

interface Words {
  readonly words: string;
  readonly pressing?: boolean;
}

const acceptedWords = (packet: HandoverSummary): string =>
  `${packet.counts.accepted ?? 0} of ${counted(total(packet), 'case')} accepted`;

function incomingWords(packet: HandoverSummary): Words {
  const { accept } = packet.todo;
  return accept > 0
    ? { words: `${counted(accept, 'case')} to read back and accept`, pressing: true }
    : { words: acceptedWords(packet) };
}

function givenWords(packet: HandoverSummary): Words {
  const { give, answer } = packet.todo;
  const declined = packet.counts.declined ?? 0;
  if (packet.state === 'drafting')
    return { words: `${counted(give, 'case')} to hand over, nothing is sent yet`, pressing: true };
  const parts = [
    answer > 0 && `${counted(answer, 'question')} for you`,
    declined > 0 && `${counted(declined, 'case')} came back`,
  ].filter(Boolean);
  return parts.length > 0 ? { words: parts.join(', '), pressing: true } : { words: acceptedWords(packet) };
}

function teamWords(packet: HandoverSummary): Words {
  const { rescue } = packet.todo;
  return rescue > 0
    ? { words: `${counted(rescue, 'case')} that nobody has accepted`, pressing: true }
    : { words: packet.state === 'drafting' ? 'being written' : acceptedWords(packet) };
}

const pastWords = (packet: HandoverSummary): Words => ({ words: acceptedWords(packet) });

interface PacketsProps {
  readonly title: string;
  readonly packets: readonly HandoverSummary[];
  readonly words: (packet: HandoverSummary) => Words;
  readonly quiet?: boolean;
}

function Packets({ title, packets, words, quiet }: PacketsProps) {
  return (
    <section aria-label={title}>
      <h2 className={styles.group}>{title}</h2>
      <ul className={cards.list}>
        {packets.map((packet) => (
          <Packet key={packet.id} packet={packet} words={words(packet)} quiet={quiet ?? false} />
        ))}
      </ul>
    </section>
  );
}

interface PacketProps {
  readonly packet: HandoverSummary;
  readonly words: Words;
  readonly quiet: boolean;
}

function Packet({ packet, words: { words, pressing }, quiet }: PacketProps) {
  const me = useMe();
  const isMine = packet.giver.id === me.id;
  const to = packet.receivers.map((person) => (person.id === me.id ? 'you' : firstName(person)));
  return (
    <li>
      <Link to={`/handover/${packet.id}${quiet ? '/record' : ''}`} className={styles.row}>
        <Avatar person={packet.giver} size={26} />
        <span className={styles.words}>
          <span className={styles.who}>
            {isMine ? 'You' : packet.giver.name}
            {to.length > 0 && <span className={styles.to}> to {to.join(', ')}</span>}
          </span>
          <span className={styles.what} data-pressing={pressing || undefined}>
            {words}
          </span>
        </span>
        <ShiftTime packet={packet} />
      </Link>
    </li>
  );
}

function ShiftTime({ packet: { shiftEndsAt, state } }: { readonly packet: HandoverSummary }): ReactNode {
  const now = useNow();
  const end = new Date(shiftEndsAt);
  const left_ms = end.getTime() - now.getTime();
  const words =
    state !== 'closed' && left_ms > 0
      ? `ends in ${durationText(left_ms)}`
      : `${dayText(end, now)} ${clockText(end)}`;
  return (
    <time
      className={styles.time}
      dateTime={shiftEndsAt}
      title={fullText(end)}
      data-late={(state !== 'closed' && left_ms <= 0) || undefined}
    >
      {words}
    </time>
  );
}

function Waiting() {
  return (
    <div className={styles.page} role="status" aria-label="Loading your handovers">
      <div className={styles.column}>
        <SkeletonLine width={120} height={20} />
        <div className={cards.list}>
          {['46%', '54%', '40%'].map((width) => (
            <div key={width} className={styles.row}>
              <SkeletonLine width={26} height={26} round />
              <SkeletonLine width={width} />
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}
