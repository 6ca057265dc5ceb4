import type { PersonRef } from './primitives.ts';

/** Ends the name of every service account, wherever names stand, also in exports and e-mails; no person's name ends so. */
export const SERVICE_MARK = ' (service)';
/** The colour of every service account, and of nobody else: whoever draws people knows them by it. */
export const SERVICE_COLOUR = 12;

export const isServiceAccount = ({ colour }: Pick<PersonRef, 'colour'>): boolean => colour === SERVICE_COLOUR;
