import * as Y from 'yjs';
import { MAX_EDIT_STEPS } from './limits.ts';

/** An edit of which Yjs would take too long to find the places. */
export class TooEntangled extends Error {
  constructor() {
    super(`placing the edit takes more than ${MAX_EDIT_STEPS} steps`);
  }
}

/**
 * Yjs places an item by walking all that stands between the neighbours it names, as many as others have put there
 * in the meantime. Neighbours chosen with malice make that the square of the edit's size, here and in every browser
 * and at every load: 48 kB took 18 s. What the walks add up to is not known before the edit is applied, so they
 * are counted while it is. Null: nothing is counted.
 */
let stepsLeft: number | null = null;

/** Applies an edit; throws `TooEntangled` within it, which leaves the document fit only to be thrown away. */
export function applyInSteps(doc: Y.Doc, edit: Uint8Array): void {
  stepsLeft = MAX_EDIT_STEPS;
  try {
    Y.applyUpdate(doc, edit);
  } finally {
    stepsLeft = null;
  }
}

const integrate = Y.Item.prototype.integrate;
Y.Item.prototype.integrate = function (transaction, offset) {
  if (stepsLeft !== null) {
    stepsLeft -= stepsOf(this, stepsLeft);
    if (stepsLeft < 0) throw new TooEntangled();
  }
  integrate.call(this, transaction, offset);
};

/** The items that Yjs walks at most to place this one; counted no further than just beyond `limit`. */
function stepsOf(item: Y.Item, limit: number): number {
  const { left, right, parentSub } = item;
  const parent = item.parent as Y.AbstractType<unknown> | null;
  const isBetween = left ? left.right === right : right !== null && right.left === null;
  if (!parent || isBetween) return 0;
  let steps = 0;
  let next = left ? left.right : parentSub === null ? parent._start : (parent._map.get(parentSub) ?? null);
  if (!left && parentSub !== null) {
    for (; next?.left && steps <= limit; steps++) next = next.left;
  }
  for (; next && next !== right && steps <= limit; steps++) next = next.right;
  return steps;
}
