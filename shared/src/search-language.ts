import { z } from 'zod';

/** Text search configurations of Postgres, as administrators choose them for a program. */
export const searchLanguages = {
  simple: 'No stemming',
  arabic: 'Arabic',
  catalan: 'Catalan',
  danish: 'Danish',
  dutch: 'Dutch',
  english: 'English',
  finnish: 'Finnish',
  french: 'French',
  german: 'German',
  greek: 'Greek',
  hindi: 'Hindi',
  hungarian: 'Hungarian',
  indonesian: 'Indonesian',
  irish: 'Irish',
  italian: 'Italian',
  norwegian: 'Norwegian',
  portuguese: 'Portuguese',
  romanian: 'Romanian',
  russian: 'Russian',
  spanish: 'Spanish',
  swedish: 'Swedish',
  turkish: 'Turkish',
} as const;
export type SearchLanguage = keyof typeof searchLanguages;
export const SearchLanguage = z.enum(Object.keys(searchLanguages) as [SearchLanguage, ...SearchLanguage[]]);
