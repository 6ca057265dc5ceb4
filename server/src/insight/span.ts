/** Of which program, from when, to before when. `now` decides what has run out. */
export interface Span {
  readonly programId: string;
  readonly from: Date;
  readonly to: Date;
  readonly now: Date;
}
