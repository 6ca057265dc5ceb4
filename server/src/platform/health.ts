import { type RequestHandler, Router } from 'express';
import type { Registry } from 'prom-client';
import { factsOf } from './http-request.ts';

/** Why this process must not be sent traffic now; empty when it may. */
export type Readiness = () => Promise<readonly string[]>;

/** How long the database may take to answer a probe, ms. */
const PROBE_LIMIT_MS = 2_000;

/**
 * For the machinery around the server: `/healthz` answers while the process lives, `/readyz` says whether it
 * should get traffic (503 with reasons otherwise), `/metrics` is in Prometheus text format.
 */
export function healthRoutes({
  readiness,
  registry,
}: {
  readiness: Readiness;
  registry: Registry;
}): RequestHandler {
  const router = Router({ caseSensitive: true, strict: true });
  router.use(['/healthz', '/readyz', '/metrics'], (req, res, next) => {
    factsOf(res).route = req.baseUrl;
    res.setHeader('Cache-Control', 'no-store');
    next();
  });
  router.get('/healthz', (_req, res) => void res.json({ status: 'ok' }));
  router.get('/readyz', async (_req, res) => {
    const reasons = await readiness();
    res.status(reasons.length === 0 ? 200 : 503).json({ ready: reasons.length === 0, reasons });
  });
  router.get(
    '/metrics',
    async (_req, res) => void res.type(registry.contentType).send(await registry.metrics()),
  );
  return router;
}

/** The reason when the probe fails or takes too long, else nothing. */
export async function probe(
  reason: string,
  ask: () => Promise<unknown>,
  limit_ms = PROBE_LIMIT_MS,
): Promise<string[]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string[]>((resolve) => {
    timer = setTimeout(() => resolve([reason]), limit_ms);
  });
  const asked = ask().then(
    () => [],
    () => [reason],
  );
  return Promise.race([asked, late]).finally(() => clearTimeout(timer));
}
