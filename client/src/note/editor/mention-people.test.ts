import { describe, expect, it } from 'vitest';
import { findPeople, type Mentionable, mentionable } from './mention-people.tsx';

const person = (label: string): Mentionable => ({ id: label, label, colour: 0, about: 'Agent' });
const people = ['Tomasz Król', 'Inês Santos', 'Raj Tomar', 'Maya Okafor', 'Anna-Lena Maier'].map(person);
const names = (query: string) => findPeople(people, query).map(({ label }) => label);

describe('mentioning', () => {
  it('finds by first and last name, without accents, first names first', () => {
    expect(names('tom')).toEqual(['Tomasz Król', 'Raj Tomar']);
    expect(names('krol')).toEqual(['Tomasz Król']);
    expect(names('ines')).toEqual(['Inês Santos']);
    expect(names('lena')).toEqual(['Anna-Lena Maier']);
    expect(names('may san')).toEqual([]);
  });

  it('offers people before roles and teams', () => {
    const group: Mentionable = { id: 'team:Tower', label: 'Tower', colour: null, about: 'Team' };
    expect(findPeople([group, ...people], 'to').map(({ label }) => label)).toEqual([
      'Tomasz Król',
      'Raj Tomar',
      'Tower',
    ]);
  });

  it('offers only the people of the case’s program', () => {
    const roles = (programId: string) => [{ programId, role: 'lead' as const, team: 'Nights' }];
    const colleagues = [
      { id: 'a', name: 'A', colour: 1, roles: roles('north') },
      { id: 'b', name: 'B', colour: 2, roles: roles('south') },
    ];
    expect(mentionable(colleagues, 'north')).toEqual([
      { id: 'a', label: 'A', colour: 1, about: 'Lead, Nights', role: 'lead' },
      { id: 'role:lead', label: 'leads', colour: null, about: 'Everyone, 1 person' },
      { id: 'team:Nights', label: 'Nights', colour: null, about: 'Team, 1 person' },
    ]);
  });
});
