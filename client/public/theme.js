// Runs before the first paint; the page's own scripts are deferred and would flash the other theme.
(() => {
  let chosen = null;
  try {
    chosen = localStorage.getItem('caseroom.theme');
  } catch {
    // Storage may be blocked; the system's theme is right then.
  }
  const dark =
    chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
})();
