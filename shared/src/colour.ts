import { SERVICE_COLOUR } from './service-mark.ts';

/**
 * One colour a person, everywhere: caret, avatar, authorship. Each entry passes WCAG 2.2 AA (4.5:1):
 * `solid` under white text, `ink` on a light ground, `inkDark` on a dark ground. `wash` and `washDark`
 * stand behind body text.
 */
export interface PersonColour {
  readonly name: string;
  readonly solid: string;
  readonly ink: string;
  readonly inkDark: string;
  readonly wash: string;
  readonly washDark: string;
}

export const personColours: readonly PersonColour[] = [
  {
    name: 'teal',
    solid: '#0f766e',
    ink: '#0f766e',
    inkDark: '#5eead4',
    wash: '#ccfbf1',
    washDark: '#134e4a',
  },
  {
    name: 'orange',
    solid: '#b45309',
    ink: '#b45309',
    inkDark: '#fbbf24',
    wash: '#ffedd5',
    washDark: '#5c2d0c',
  },
  {
    name: 'violet',
    solid: '#7c3aed',
    ink: '#6d28d9',
    inkDark: '#c4b5fd',
    wash: '#ede9fe',
    washDark: '#3b2470',
  },
  {
    name: 'rose',
    solid: '#be123c',
    ink: '#be123c',
    inkDark: '#fda4af',
    wash: '#ffe4e6',
    washDark: '#5f1226',
  },
  {
    name: 'blue',
    solid: '#1d4ed8',
    ink: '#1d4ed8',
    inkDark: '#93c5fd',
    wash: '#dbeafe',
    washDark: '#1e3a6e',
  },
  {
    name: 'green',
    solid: '#15803d',
    ink: '#15803d',
    inkDark: '#86efac',
    wash: '#dcfce7',
    washDark: '#14432a',
  },
  {
    name: 'pink',
    solid: '#a21caf',
    ink: '#a21caf',
    inkDark: '#f0abfc',
    wash: '#fae8ff',
    washDark: '#581560',
  },
  {
    name: 'cyan',
    solid: '#0e7490',
    ink: '#0e7490',
    inkDark: '#67e8f9',
    wash: '#cffafe',
    washDark: '#14454f',
  },
  {
    name: 'olive',
    solid: '#4d7c0f',
    ink: '#3f6212',
    inkDark: '#bef264',
    wash: '#ecfccb',
    washDark: '#33480f',
  },
  {
    name: 'brown',
    solid: '#92400e',
    ink: '#7c2d12',
    inkDark: '#fdba74',
    wash: '#fef3c7',
    washDark: '#4a2a12',
  },
  {
    name: 'indigo',
    solid: '#4338ca',
    ink: '#4338ca',
    inkDark: '#a5b4fc',
    wash: '#e0e7ff',
    washDark: '#312e70',
  },
  {
    name: 'slate',
    solid: '#475569',
    ink: '#475569',
    inkDark: '#cbd5e1',
    wash: '#e2e8f0',
    washDark: '#334155',
  },
];

/** No colour of a person's: software is grey. */
const serviceColour: PersonColour = {
  name: 'graphite',
  solid: '#3f3f46',
  ink: '#3f3f46',
  inkDark: '#d4d4d8',
  wash: '#e4e4e7',
  washDark: '#3f3f46',
};

/** The colour of a palette index; any integer is valid, so a person added by a newer server still has one. */
export function personColour(index: number): PersonColour {
  if (index === SERVICE_COLOUR) return serviceColour;
  const length = personColours.length;
  return personColours[((index % length) + length) % length] as PersonColour;
}
