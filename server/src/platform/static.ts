import { join } from 'node:path';
import express, { type RequestHandler, type Response, Router } from 'express';
import { factsOf } from './http-request.ts';

/** The folder whose files carry a hash of their content in their names. */
const HASHED_FOLDER = 'assets';
/** A year: as good as for ever. */
const HASHED_AGE_MS = 31_536_000_000;

/** Addresses that belong to the server: there is no page below them. */
const serverPaths = ['/api', '/collab', '/live', '/healthz', '/readyz', '/metrics'];

/**
 * The built client: its files, and its one page for every other address, which the client routes itself. A
 * file that is not there is a 404 and not the page, so that a page from before a deployment fails plainly.
 */
export function clientRoutes(folder: string): RequestHandler {
  const hashed = express.static(join(folder, HASHED_FOLDER), {
    immutable: true,
    maxAge: HASHED_AGE_MS,
    ...plain,
  });
  const files = express.static(folder, { cacheControl: false, setHeaders: lookAgain, ...plain });
  const router = Router();
  router.use((req, res, next) => {
    const isPage = req.method === 'GET' || req.method === 'HEAD';
    if (!isPage || serverPaths.some((path) => isBelow(req.path, path))) return next('router');
    factsOf(res).route = 'static';
    next();
  });
  router.use(`/${HASHED_FOLDER}`, hashed);
  router.use(files);
  router.use((req, res, next) => {
    if (req.path.split('/').at(-1)?.includes('.')) return next('router');
    req.url = '/index.html';
    files(req, res, next);
  });
  router.use((_req, res) => void lookAgain(res).status(503).type('html').send(notBuilt));
  return router;
}

const plain = { index: false, redirect: false } as const;

/** A browser may keep the file but asks each time whether it is still the same. */
const lookAgain = (res: Response): Response => res.set('Cache-Control', 'no-cache') as Response;

const isBelow = (path: string, prefix: string): boolean => path === prefix || path.startsWith(`${prefix}/`);

const notBuilt = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Caseroom</title>
<h1>Caseroom is running, but its pages have not been built</h1>
<p>Run <code>npm start</code>, which builds them, or <code>npm run dev</code> to work on them. The API answers meanwhile.</p>
</html>
`;
