import { existsSync } from 'node:fs';
import { extname, join } from 'node:path';
import express, { type RequestHandler, Router } from 'express';
import { factsOf } from './http-request.ts';

/** The folder whose files carry a hash of their content in their names. */
const HASHED_FOLDER = 'assets';
const HASHED_AGE_S = 31_536_000;

/** Addresses that belong to the server: there is no page below them. */
const serverPaths = ['/api', '/collab', '/live', '/healthz', '/readyz', '/metrics'];

/**
 * The built client: its files, and its one page for every other address, which the client routes itself. A
 * file that is not there is a 404 and not the page, so that a page from before a deployment fails plainly.
 */
export function clientRoutes(folder: string): RequestHandler {
  const page = join(folder, 'index.html');
  const router = Router();
  router.use((req, res, next) => {
    const wanted =
      (req.method === 'GET' || req.method === 'HEAD') && !serverPaths.some((path) => isBelow(req.path, path));
    if (!wanted) return next('router');
    factsOf(res).route = 'static';
    next();
  });
  router.use(
    `/${HASHED_FOLDER}`,
    express.static(join(folder, HASHED_FOLDER), {
      immutable: true,
      maxAge: HASHED_AGE_S * 1000,
      index: false,
      redirect: false,
    }),
  );
  router.use(
    express.static(folder, {
      cacheControl: false,
      setHeaders: (res) => res.setHeader('Cache-Control', 'no-cache'),
      redirect: false,
    }),
  );
  router.use((req, res, next) => {
    if (extname(req.path) !== '') return next();
    res.setHeader('Cache-Control', 'no-cache');
    if (existsSync(page)) res.sendFile(page, { cacheControl: false });
    else res.status(503).type('html').send(notBuilt);
  });
  return router;
}

const isBelow = (path: string, prefix: string): boolean => path === prefix || path.startsWith(`${prefix}/`);

const notBuilt = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Caseroom</title>
<h1>Caseroom is running, but its pages have not been built</h1>
<p>Run <code>npm start</code>, which builds them, or <code>npm run dev</code> to work on them. The API answers meanwhile.</p>
</html>
`;
