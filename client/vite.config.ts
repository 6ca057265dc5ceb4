import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as zlib from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin, type ProxyOptions } from 'vite';

/** Where `vite` finds the server while developing. The built page is served by the server itself. */
const server = `http://127.0.0.1:${process.env.SERVER_PORT ?? '3000'}`;
// Host is passed on unchanged, so that the server's origin check sees the page's own origin.
const to = (ws: boolean): ProxyOptions => ({ target: server, ws, changeOrigin: false });

const brotli = promisify(zlib.brotliCompress);
const gzip = promisify(zlib.gzip);

/** Leaves what pages are made of compressed beside itself, as the server gives it out. */
const compressed: Plugin = {
  name: 'compressed',
  async writeBundle({ dir = '' }) {
    const folder = join(dir, 'assets');
    const names = (await readdir(folder)).filter((name) => /\.(js|css)$/.test(name));
    await Promise.all(
      names.map(async (name) => {
        const [path, text] = [join(folder, name), await readFile(join(folder, name))];
        const params = { [zlib.constants.BROTLI_PARAM_QUALITY]: 9 };
        await writeFile(`${path}.br`, await brotli(text, { params }));
        await writeFile(`${path}.gz`, await gzip(text));
      }),
    );
  },
};

export default defineConfig({
  plugins: [react(), compressed],
  resolve: {
    conditions: ['source', 'module', 'browser', 'development|production'],
    // The package's index re-exports 5,000 files one by one; this one is read in a tenth of the time.
    alias: { '@tabler/icons-react': '@tabler/icons-react/dist/esm/icons/index.mjs' },
    dedupe: ['yjs', 'react', 'react-dom'],
  },
  server: {
    port: Number(process.env.CLIENT_PORT ?? 5173),
    strictPort: true,
    proxy: { '/api': to(false), '/collab': to(true), '/live': to(true) },
  },
  build: {
    target: 'es2022',
    sourcemap: true,
    // The editor, fetched with the first case, is the largest by far.
    chunkSizeWarningLimit: 650,
    // The content policy allows no data: fonts and no inline scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          // The rest splits itself along the lazy routes; the editor comes with the first case.
          groups: [
            {
              name: 'react',
              test: /node_modules[\\/](react|react-dom|scheduler|react-router)[\\/]/,
              priority: 3,
            },
            { name: 'first', tags: ['$initial'], priority: 2 },
            // What many screens share, in one file each instead of a hundred small ones. Only packages that import none of
            // ours: our own modules in a shared file have begun before one that they need.
            { name: 'icons', test: /node_modules[\\/](.*[\\/])?@tabler[\\/]/, priority: 1 },
            {
              name: 'ui',
              test: /node_modules[\\/](.*[\\/])?(@mantine[\\/](core|hooks)|@floating-ui)[\\/]/,
              minShareCount: 2,
              priority: 1,
            },
          ],
        },
      },
    },
  },
});
