import type { Refusal } from '@caseroom/shared/refusal';
import type { Request, Response } from 'express';
import type { z } from 'zod';

/** The signed-in person a request acts for. Roles are not here: `case/access.ts` reads them when they matter. */
export interface Actor {
  readonly id: string;
  readonly name: string;
  readonly colour: number;
  readonly admin: boolean;
  readonly auditor: boolean;
  readonly sessionId: string;
  /** Rises with every change of what the person may do; whoever judges by it later knows whether it is still so. */
  readonly accessEpoch?: number;
  /** The token the request came with, instead of a session; its `sessionId` then names no session. */
  readonly token?: ActingToken;
}

/** Narrows what a person may do to what the token's scopes allow. */
export interface ActingToken {
  readonly id: string;
  readonly name: string;
  /** "cases:read". */
  readonly scopes: readonly string[];
  /** Beyond these programs it sees and does nothing; null: wherever its person may. */
  readonly programIds: readonly string[] | null;
}

type Shape = z.ZodType | undefined;
type Out<S extends Shape> = S extends z.ZodType ? z.output<S> : undefined;

/** One HTTP route: validated, documented in /api/openapi.json and answered as problem+json when it refuses. */
export interface RouteSpec<
  P extends Shape,
  Q extends Shape,
  B extends Shape,
  R extends Shape,
  Open extends boolean,
> {
  readonly method: 'get' | 'post' | 'patch' | 'put' | 'delete';
  /** OpenAPI form: "/api/cases/{id}". */
  readonly path: string;
  /** A verb phrase for the description: "List cases". */
  readonly summary: string;
  readonly tag: string;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  /** Largest body, where it may be larger than the usual limit. */
  readonly maxBody_bytes?: number;
  /** The body is a file of at most this many bytes, of any type, which the handler gets as `bytes`; there is no `body`. */
  readonly file_bytes?: number;
  readonly response?: R;
  /** The handler writes a file of any type to `res` by itself; there is no `response`. */
  readonly answersFile?: boolean;
  /** Status of success: 200 unless said; 204 when there is no response schema. */
  readonly status?: 200 | 201 | 202 | 204;
  /** True: no session needed; the handler then gets `actor: null` when nobody is signed in. */
  readonly open?: Open;
  /**
   * Whether tokens come here: `never` (a session is needed), `any` (no scope is), or `unlimited` (its scope, and no
   * limit to single programs, because what is done here concerns all of a person's). Unless said, its scope decides.
   */
  readonly token?: 'never' | 'any' | 'unlimited';
  /** True: the answer holds something shown only once. It is never stored, so an Idempotency-Key is ignored. */
  readonly secret?: boolean;
}

export interface RouteInput<P extends Shape, Q extends Shape, B extends Shape, Open extends boolean> {
  readonly params: Out<P>;
  readonly query: Out<Q>;
  readonly body: Out<B>;
  /** Of a route that takes a file; empty otherwise. */
  readonly bytes: Buffer;
  readonly actor: Open extends true ? Actor | null : Actor;
  readonly req: Request;
  readonly res: Response;
}

export interface Api {
  /** Registers a route. The handler answers the response body, or a Refusal. */
  route<
    P extends Shape = undefined,
    Q extends Shape = undefined,
    B extends Shape = undefined,
    R extends Shape = undefined,
    Open extends boolean = false,
  >(
    spec: RouteSpec<P, Q, B, R, Open>,
    handler: (
      input: RouteInput<P, Q, B, Open>,
    ) => Promise<Refusal | (R extends z.ZodType ? z.input<R> : undefined)>,
  ): void;
}
