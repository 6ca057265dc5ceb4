/**
 * The demo's calendar. A moment is written as a day of the week that lies behind us and a time on the floor's
 * clock ("-3 09:12"), or, for today, as how long ago it was ("-4h05", "-25m"). Days count back from six hours
 * ago, so that everything of an earlier day comes before everything of today, whatever the hour of the seeding.
 */
const TODAY_MS = 6 * 60 * 60 * 1000;
const MINUTE_MS = 60_000;

const onDay = /^-([1-9]) (\d{2}):(\d{2})$/;
const agoToday = /^-(?:(\d)h(\d{2})|(\d{1,3})m)$/;

/** The moment that a script means. Throws when it cannot be read, or lies more than six hours back "today". */
export function momentOf(when: string, now: Date): Date {
  const day = onDay.exec(when);
  if (day) return atTime(dayBefore(now, Number(day[1])), Number(day[2]), Number(day[3]));
  const ago = agoToday.exec(when);
  const back_ms = ago ? (Number(ago[1] ?? 0) * 60 + Number(ago[2] ?? ago[3] ?? 0)) * MINUTE_MS : Number.NaN;
  if (!(back_ms > 0 && back_ms < TODAY_MS)) throw new Error(`no such moment: “${when}”`);
  return new Date(now.getTime() - back_ms);
}

function dayBefore(now: Date, days: number): Date {
  const day = new Date(now.getTime() - TODAY_MS);
  day.setDate(day.getDate() - days);
  return day;
}

function atTime(day: Date, hours: number, minutes: number): Date {
  const moment = new Date(day);
  moment.setHours(hours, minutes, 0, 0);
  return moment;
}

const token = /\{(d|t|p)([+-]?)(\d+)\}/g;

/**
 * Writes the dates and times a text speaks of: `{d-3}` is a date ("19 Nov", also `{d+2}`), `{t-25}` a time of
 * day that many minutes ago ("11:21"), `{p+300}` a promised time, on the half hour ("17:00").
 */
export function datesIn(text: string, now: Date): string {
  return text.replace(token, (_, kind: string, sign: string, digits: string) => {
    const amount = sign === '-' ? -Number(digits) : Number(digits);
    if (kind === 'd') return dateText(dayBefore(now, -amount));
    const moment = new Date(now.getTime() + amount * MINUTE_MS);
    return kind === 't' ? timeText(moment) : timeText(nextHalfHour(moment));
  });
}

const ROUND_MS = 5 * MINUTE_MS;
const FAR_MINUTES = 240;

/** A due time so many minutes from now: on the five minutes, and like `{p+300}` on the half hour when it is far. */
export function dueTime(minutes: number, now: Date): Date {
  const moment = new Date(now.getTime() + minutes * MINUTE_MS);
  if (minutes >= FAR_MINUTES) return nextHalfHour(moment);
  return new Date(Math.round(moment.getTime() / ROUND_MS) * ROUND_MS);
}

const HALF_HOUR_MS = 30 * MINUTE_MS;
const nextHalfHour = (moment: Date): Date =>
  new Date(Math.ceil(moment.getTime() / HALF_HOUR_MS) * HALF_HOUR_MS);

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const dateText = (day: Date): string => `${day.getDate()} ${months[day.getMonth()]}`;
const timeText = (moment: Date): string =>
  `${String(moment.getHours()).padStart(2, '0')}:${String(moment.getMinutes()).padStart(2, '0')}`;
