/** Why the server cannot start: one sentence for the operator, printed as it is and without a stack. Holds no secrets. */
export class CannotStart extends Error {}
