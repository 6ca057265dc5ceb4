/** How quick typing spells words, and how they are spelt. */
const spelt: Readonly<Record<string, string>> = {
  nope: 'no',
  yep: 'yes',
  u: 'you',
  ur: 'your',
  r: 'are',
  pls: 'please',
  plz: 'please',
  thx: 'thanks',
  thnx: 'thanks',
  tks: 'thanks',
  hav: 'have',
  wk: 'week',
  abt: 'about',
  bc: 'because',
  cuz: 'because',
  tmrw: 'tomorrow',
  tmr: 'tomorrow',
  tomorow: 'tomorrow',
  recieve: 'receive',
  recieved: 'received',
  acount: 'account',
  refnd: 'refund',
  orderd: 'ordered',
  pasword: 'password',
  passwrd: 'password',
  adress: 'address',
  tryed: 'tried',
  dosnt: "doesn't",
  dosent: "doesn't",
  woudl: 'would',
  coud: 'could',
  shoud: 'should',
  teh: 'the',
  becuse: 'because',
  becouse: 'because',
  payed: 'paid',
  wich: 'which',
  hasent: "hasn't",
  wierd: 'weird',
  definately: 'definitely',
  delivry: 'delivery',
  recived: 'received',
  b4: 'before',
  gonna: 'going to',
  lemme: 'let me',
  dunno: "don't know",
  brokn: 'broken',
  knowal: 'know all',
  wanna: 'want to',
  gotta: 'have to',
  dont: "don't",
  doesnt: "doesn't",
  didnt: "didn't",
  cant: "can't",
  couldnt: "couldn't",
  wont: "won't",
  wouldnt: "wouldn't",
  isnt: "isn't",
  arent: "aren't",
  wasnt: "wasn't",
  havent: "haven't",
  hasnt: "hasn't",
  shouldnt: "shouldn't",
  im: "I'm",
  ive: "I've",
  thats: "that's",
  whats: "what's",
  wheres: "where's",
  hows: "how's",
  theres: "there's",
  youre: "you're",
  theyre: "they're",
  theyll: "they'll",
  youll: "you'll",
};

/** Share of capital letters above which a sentence is shouted, or was typed with the lock on. */
const SHOUTED_SHARE = 0.8;
const MIN_SHOUTED_WORDS = 3;

/** A shouted sentence in quiet letters, for reading and retelling; what holds figures is a code and stays. */
export function calm(sentence: string): string {
  const letters = sentence.match(/\p{L}/gu)?.length ?? 0;
  const capitals = sentence.match(/\p{Lu}/gu)?.length ?? 0;
  if (sentence.split(/\s+/).length < MIN_SHOUTED_WORDS || capitals < letters * SHOUTED_SHARE) return sentence;
  const quiet = sentence.replace(/(?<![\p{L}\p{N}])[\p{L}'’]+(?![\p{L}\p{N}])/gu, (word) =>
    word.toLowerCase(),
  );
  return `${quiet[0]?.toUpperCase() ?? ''}${quiet.slice(1)}`.replace(/\bi\b/g, 'I');
}

/** A chat's spelling as it is spelt elsewhere, for reading and retelling; quotations keep their own. */
export const wellSpelt = (sentence: string): string =>
  sentence.replace(/(?<![\w@.'-])[a-z]{1,9}(?![\w@'-]|\.\w)/gi, (word) => spelt[word.toLowerCase()] ?? word);
