import type { TextChange } from '@caseroom/shared/seen';
import { createStore } from '../../platform/store.ts';

/** The changes to mark in each note's text, by the note's id. Set by whoever knows since when. */
export const shownChanges = createStore<ReadonlyMap<string, readonly TextChange[]>>(new Map());

/** What the element of a marked change carries: its index among the changes of its note. */
export const CHANGE_ATTRIBUTE = 'data-since';
