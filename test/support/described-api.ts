/** What /api/openapi.json says of one route, and requests made from it that its schemas take. */
export interface DescribedRoute {
  /** Upper case. */
  readonly method: string;
  /** "/api/cases/{id}/notes". */
  readonly path: string;
  /** Needs nobody to be signed in. */
  readonly isOpen: boolean;
  /** The scope a token needs; null: any token, or none, will do. */
  readonly scope: string | null;
  readonly takesTokens: boolean;
  readonly params: readonly Parameter[];
  readonly query: readonly Parameter[];
  /** A JSON body that its schema takes; undefined: it takes none. */
  readonly example: unknown;
  readonly takesFile: boolean;
}

export interface Schema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly format?: string;
  readonly anyOf?: readonly Schema[];
}

export interface Parameter {
  readonly in: 'path' | 'query' | 'header';
  readonly name: string;
  readonly required?: boolean;
  readonly schema: Schema;
}

interface Operation {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly example?: unknown }>> };
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
}

/** Every route that the server describes, in its order. */
export async function readRoutes(origin: string): Promise<DescribedRoute[]> {
  const answer = await fetch(`${origin}/api/openapi.json`);
  const { paths } = (await answer.json()) as { paths: Record<string, Record<string, Operation>> };
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => routeOf(method.toUpperCase(), path, operation)),
  );
}

function routeOf(
  method: string,
  path: string,
  { parameters = [], requestBody, security }: Operation,
): DescribedRoute {
  const json = requestBody?.content['application/json'];
  const token = security.find((one) => 'token' in one)?.token;
  return {
    method,
    path,
    isOpen: security.length === 0,
    scope: token?.[0] ?? null,
    takesTokens: token !== undefined,
    params: parameters.filter((one) => one.in === 'path'),
    query: parameters.filter((one) => one.in === 'query'),
    example: json?.example,
    takesFile: requestBody?.content['application/octet-stream'] !== undefined,
  };
}

export const writes = ({ method }: DescribedRoute): boolean => method !== 'GET';

/** A value of the kind that a parameter takes; ids are for the caller to know. */
export function valueFor({ schema, name }: Parameter): string {
  const { enum: options, const: only, default: usual, format, type } = schema.anyOf?.[0] ?? schema;
  const value = only ?? options?.[0] ?? usual;
  if (value !== undefined) return String(value);
  if (type === 'integer' || type === 'number') return '1';
  if (format === 'date' || /^(?:from|to)$/.test(name)) return '2026-11-16';
  return 'text.txt';
}
