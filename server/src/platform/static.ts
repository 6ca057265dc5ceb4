import { existsSync, readdirSync } from 'node:fs';
import { extname, join } from 'node:path';
import express, { type RequestHandler, type Response, Router } from 'express';
import { factsOf } from './http-request.ts';

/** The folder whose files carry a hash of their content in their names. */
const HASHED_FOLDER = 'assets';
/** A year: as good as for ever. */
const HASHED_AGE_MS = 31_536_000_000;

/** What the build has written of a file beside it, by the ending that it has there; the best first. */
const encodings: Readonly<Record<string, string>> = { '.br': 'br', '.gz': 'gzip' };

/** Addresses that belong to the server: there is no page below them. */
const serverPaths = ['/api', '/collab', '/live', '/healthz', '/readyz', '/metrics'];

/**
 * The built client: its files, and its one page for every other address, which the client routes itself. A
 * file that is not there is a 404 and not the page, so that a page from before a deployment fails plainly.
 */
export function clientRoutes(folder: string): RequestHandler {
  const hashed = hashedFiles(join(folder, HASHED_FOLDER));
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

/** Compressed as the build left them, for whoever takes that: done at each request it costs more than all the rest. */
function hashedFiles(folder: string): RequestHandler {
  const built = new Set(existsSync(folder) ? readdirSync(folder) : []);
  const files = express.static(folder, {
    immutable: true,
    maxAge: HASHED_AGE_MS,
    setHeaders: sayEncoding,
    ...plain,
  });
  return (req, res, next) => {
    const { url } = req;
    const ending = Object.keys(encodings).find(
      (one) => built.has(`${req.path.slice(1)}${one}`) && req.acceptsEncodings(encodings[one] as string),
    );
    if (ending) req.url = `${req.path}${ending}`;
    files(req, res, (error) => {
      req.url = url;
      next(error);
    });
  };
}

function sayEncoding(res: Response, path: string): void {
  const encoding = encodings[extname(path)];
  if (!encoding) return;
  res.type(extname(path.slice(0, -extname(path).length)));
  res.set('Content-Encoding', encoding).vary('Accept-Encoding');
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
