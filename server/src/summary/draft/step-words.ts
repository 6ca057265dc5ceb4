import { actWords } from './actions.ts';
import type { Said } from './read.ts';
import { NOBODY } from './roles.ts';
import { bare, finished, reported } from './third-person.ts';

/** "I'll call you back tomorrow" is a task: "Call the customer back tomorrow." */
const WHO =
  /\b((?:(?:my|our|the|a|an) )?(?:[a-z]+ )?(?:manager|supervisor|team|technicians?|engineers?|nurse|crew|specialist|department|colleague|adjuster|adviser|doctor|driver|courier|vendor|office|lawyer|underwriter))\b/g;

/** "They will call you" after "I have told my manager": the manager will. */
function withAntecedent(told: string, one: Said, said: readonly Said[]): string {
  const pronoun =
    /^(?:They|He|She) (?=will|are going|is going|should|decide|confirm|reply|answer|respond)/.exec(told);
  if (!pronoun) return told;
  const before = said.slice(Math.max(0, one.index - 3), one.index).filter(({ role }) => role === one.role);
  const who = before.flatMap(({ lower }) => [...lower.matchAll(WHO)]).at(-1)?.[1];
  if (!who) return told;
  return `The ${who.replace(/^(?:my|our|the|an?) /, '')} ${told.slice(pronoun[0].length)}`;
}

/** "It will be with you by Friday" after "I've ordered the replacement base": the base will. */
const OBJECT =
  /\b(?:ordered|sent|sending|shipped|posted|issued|arranged|requested|resent|reordered)(?: you| out| over)?((?: (?:the|a|an|your))(?: [a-z-]+){1,3}?)(?= (?:for|to|today|now|by|from|with|and|on)\b|[,.;]|$)/;

function withThing(told: string, one: Said, said: readonly Said[]): string {
  const pronoun = /^It (?=will|should)/.exec(told);
  const before = said[one.index - 1];
  const thing = before?.turn === one.turn ? OBJECT.exec(before.lower)?.[1]?.trim() : undefined;
  if (!pronoun || !thing) return told;
  return `The ${thing.replace(/^(?:the|an?|your) /, '')} ${told.slice(pronoun[0].length)}`;
}

const DO_THAT = /^\S+(?: \S+)? will (?:do|see to|take care of) (?:that|it|this)\b(.*)$/;

/** "Can you add a monitor?" "I'll do that by Friday." */
function wishBefore(one: Said, said: readonly Said[]): string | null {
  const before = said.slice(Math.max(0, one.index - 2), one.index).findLast(({ by }) => by !== one.by);
  return before ? (/ asked us to (.+?)[.?]*$/.exec(reported(before))?.[1] ?? null) : null;
}

export function ourWords(one: Said, said: readonly Said[]): string {
  const told = withThing(withAntecedent(actWords(one), one, said), one, said);
  if (one.to === NOBODY) return finished(told.replace(/^The [\w ]{2,30}? (?:will|is going to) /, ''));
  const asked = DO_THAT.exec(told);
  const wish = asked && wishBefore(one, said);
  if (asked && wish) return finished(`${wish}${asked[1] ?? ''}`);
  const task =
    /^(?:So |And |Then )?The agent (?:will|is going to|is gonna|can)(?: be able to)?(?: also| then| now| just| go ahead and)* (.+)$/.exec(
      told,
    )?.[1];
  return task ? finished(task.replace(/^(?:the agent will )/i, '')) : told;
}

export function theirWords(one: Said): string {
  const told = bare(reported(one));
  const asked = /^\S+(?: \S+)? asked \S+(?: \S+)? (not )?to (.+)$/.exec(told);
  if (asked)
    return finished(`${one.to === 'the customer' ? 'customer' : one.to} ${asked[1] ?? ''}to ${asked[2]}`);
  const task =
    /(?:^|, |\. )(?:the customer|they) (?:(?:will |would )?(?:(?:just|also|then|simply|first) )*(?:needs?|have|has) to|should|must|can(?: just| simply| also)?|(?:may|might) want to|could)(?: just| also)? (.+)$/i.exec(
      told,
    )?.[1] ??
    /(?:^|[,;] )(?:(?:so|now|then|ok|okay|first|next|also|and) )*(?:please|kindly)(?: just)?,? (.+)$/i.exec(
      told,
    )?.[1];
  const words =
    task ?? told.replace(/^(?:(?:so|now|then|okay|ok|first|next|also|and|just|go ahead and)[, ]+)*/i, '');
  return /^(?:the |if |once |when |we |it )/i.test(words)
    ? finished(told)
    : finished(`customer to ${words[0]?.toLowerCase()}${words.slice(1)}`);
}

export function intentWords(one: Said, said: readonly Said[]): string {
  const suggested = /\bdo (?:that|it|this|so)\b/.test(one.lower) ? suggestedBefore(one, said) : null;
  if (suggested) return suggested;
  const told = bare(reported(one));
  const task =
    /^(.*?)(?:the customer|they) (?:will|is going to|are going to|is gonna|can)(?: just| also| then| now| probably| definitely)* (.+)$/i.exec(
      told,
    );
  if (!task?.[2]) return finished(told);
  return finished(task[1] && /maybe/i.test(task[1]) ? `customer may ${task[2]}` : `customer to ${task[2]}`);
}

/** "I'll do that": what the agent said they can do. */
function suggestedBefore(one: Said, said: readonly Said[]): string | null {
  const before = said
    .slice(Math.max(0, one.index - 5), one.index)
    .findLast(
      ({ role, lower }) =>
        role === 'agent' && /\byou (?:can|could|should|may|might|need to|have to)\b/.test(lower),
    );
  return before ? theirWords(before) : null;
}
