import type { Said } from './read.ts';
import { sameWords } from './reason.ts';

const MAX_QUESTIONS = 4;
/** Not meant to be answered, or asked of themselves. */
const RHETORICAL =
  /^(?:really|right|ok(?:ay)?|you know|see|huh|are you (?:there|still there)|hello|any(?:one|body) there|is any(?:one|body) there|are you (?:kidding|serious)|seriously|how (?:is|can) that|what (?:do you mean|kind of)|what if i ask|can you help(?: me)?(?: (?:with )?(?:that|this|it))?\??$|could you help(?: me)?(?: (?:with )?(?:that|this|it))?\??$)/;
const NO_ANSWER =
  /\b(?:i(?:'m| am)?(?: \w+ly)? (?:not sure|don't know|do not know|cannot say|can't say|have no|don't have (?:that|any|a|an|the)|unable to (?:say|tell|confirm))|(?:can't|cannot|can not|could not|couldn't) (?:advise|answer|say|tell|confirm|comment|promise)|(?:i(?:'ll| will)|we(?:'ll| will)|let me) (?:find out|get back|check (?:with|and)|ask (?:the|my|our|a)|look into|investigate|ask)|no (?:eta|information|update) (?:yet|at|on)|not (?:yet )?known)\b/;

/** Questions of the customer's that nobody answered, in their order. */
export function unansweredIn(said: readonly Said[]): Said[] {
  const open = said.filter((one) => isQuestion(one) && !isAnswered(one, said));
  return open
    .filter((one, i) => !open.slice(0, i).some((before) => sameWords(before, one)))
    .slice(-MAX_QUESTIONS);
}

const isQuestion = ({ role, kind, isQuestion: asks, lower, tokens }: Said): boolean =>
  role === 'customer' && kind === 'content' && asks && tokens.length > 3 && !RHETORICAL.test(lower);

const SHORT_ANSWER =
  /^(?:(?:oh|well|ok|okay|sure)[, ]+)*(?:yes|no|yeah|nope|possibly|probably|usually|correct|exactly|only|within|up to|in (?:about )?\d|it's|it is|that's|they're)\b/i;

/** Something of substance follows it, from our side, that does not put it off. */
function isAnswered(question: Said, said: readonly Said[]): boolean {
  const after = said.slice(question.index + 1);
  const [next] = after.filter(({ turn, role }) => turn === question.turn + 1 && role === 'agent');
  if (next && SHORT_ANSWER.test(next.whole) && !NO_ANSWER.test(next.lower)) return true;
  const replies = after.filter(
    ({ role, kind, isQuestion: asks }) =>
      (role === 'agent' && kind === 'content' && !asks) || (role === 'system' && kind === 'content'),
  );
  if (replies.length === 0)
    return (
      after.some(
        ({ role, kind }) => role === 'agent' && (kind === 'comfort' || kind === 'acknowledgement'),
      ) && /^(?:can|could|would|may|is it (?:ok|possible)|do you)/.test(question.lower)
    );
  const related = replies.filter((reply) => sameWords(reply, question, 0.34));
  const decisive = related.at(-1) ?? replies.find(({ turn }) => turn > question.turn) ?? replies[0];
  return decisive !== undefined && !NO_ANSWER.test(decisive.lower);
}
