import { Histogram, Registry } from 'prom-client';
import type { Served } from './http-request.ts';

/** Bounds of the request histogram, in seconds. */
const BUCKETS_S = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

export interface Metrics {
  /** Features add theirs here, named `caseroom_…`. */
  readonly registry: Registry;
  onServed(served: Served): void;
}

/** Metrics of one app. Those of the process itself are added by `main.ts`, once. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const requests = new Histogram({
    name: 'caseroom_http_request_seconds',
    help: 'Time from a request to the end of its answer, by route pattern.',
    labelNames: ['method', 'route', 'status'],
    buckets: BUCKETS_S,
    registers: [registry],
  });
  return {
    registry,
    onServed: ({ method, route, status, seconds }) =>
      requests.observe({ method: knownMethod(method), route, status }, seconds),
  };
}

/** A label's values must be few, and Node accepts some thirty methods. */
const knownMethod = (method: string): string => (methods.has(method) ? method : 'OTHER');
const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
