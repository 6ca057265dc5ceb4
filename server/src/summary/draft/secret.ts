const MASK = '•••';
const SECRET = `(?:pass(?:word|code|phrase)|pin(?: (?:code|number))?|security (?:code|answer|word)|one[- ]time (?:code|password)|otp)`;
/** "Your new password is 6yh9j4", "pin # 7432". What holds no digit may be any word: "my password is wrong". */
const AFTER = new RegExp(
  String.raw`(\b${SECRET}\s*(?:is|was|will be|:|=|#|is as follows:?)*\s*#?\s*)(?=\S*\d)[^\s,;]{4,}`,
  'giu',
);
const BEFORE = new RegExp(
  String.raw`(?<=^|\s)(?=\S*\d)[^\s,;]{4,}(\s+is (?:your|the|my) (?:new |temporary )?${SECRET}\b)`,
  'giu',
);

/** The text without passwords and codes: they are told once, and written down nowhere. */
export const withoutSecrets = (text: string): string =>
  text.replace(AFTER, `$1${MASK}`).replace(BEFORE, `${MASK}$1`);
