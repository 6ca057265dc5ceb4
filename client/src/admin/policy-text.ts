import { ALL_DAY, type BusinessHours, type WorkWindow } from '@caseroom/shared/timer';

/** "09:00–13:00, 14:00–18:00"; an empty day is "". */
export const windowsText = (windows: readonly WorkWindow[]): string =>
  windows.map(({ from, to }) => `${from}–${to}`).join(', ');

/** Reads what people type for a day: times with or without a leading zero, any dash, commas between. Null: not that. */
export function readWindows(text: string): WorkWindow[] | null {
  const parts = text.split(/[,;]/).map((part) => part.trim());
  const windows = parts
    .filter(Boolean)
    .map((part) => /^(\d{1,2}):(\d{2})\s*[-–—]\s*(\d{1,2}):(\d{2})$/.exec(part));
  if (windows.some((found) => found === null)) return null;
  return windows.map((found) => {
    const [, fromHour = '', fromMinute = '', toHour = '', toMinute = ''] = found ?? [];
    return {
      from: `${fromHour.padStart(2, '0')}:${fromMinute}`,
      to: `${toHour.padStart(2, '0')}:${toMinute}`,
    };
  });
}

/** Holidays as people type them: one date a line, or with commas. */
export const readHolidays = (text: string): string[] =>
  [...new Set(text.split(/[\s,;]+/).filter(Boolean))].sort();

export const isAroundTheClock = ({ week }: Pick<BusinessHours, 'week'>): boolean =>
  week.every(
    (windows) => windows.length === 1 && windows[0]?.from === ALL_DAY.from && windows[0].to === ALL_DAY.to,
  );

/** Targets as people type them: "45", "45 min", "4 h", "1 h 30", "2 d"; empty: not timed. Null: none of these. */
export function readTarget(text: string): { minutes: number | null } | null {
  const trimmed = text.trim().toLowerCase();
  if (trimmed === '') return { minutes: null };
  const found = /^(?:(\d+)\s*d)?\s*(?:(\d+)\s*h)?\s*(?:(\d+)\s*(?:m|min)?)?$/.exec(trimmed);
  if (!found) return null;
  const [days, hours, minutes] = found.slice(1).map((part) => Number(part ?? 0)) as [number, number, number];
  return { minutes: days * 1440 + hours * 60 + minutes };
}

/** The shortest way to say a target: "45 min", "4 h", "1 h 30", "3 d". */
export function targetText(minutes: number | null): string {
  if (minutes === null) return '';
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60), minutes % 60];
  const parts = [
    days && `${days} d`,
    hours && `${hours} h`,
    rest && (hours || days ? `${rest}` : `${rest} min`),
  ];
  return parts.filter(Boolean).join(' ') || '0 min';
}
