/** The file plain.html names: only a door, as entry.ts is. */
import('./plain.js').catch(() => {
  document.body.textContent =
    'Deskline could not be loaded. Reload the page; if that does not help, tell your administrator.';
});
