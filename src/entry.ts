/**
 * The file gadget.xml names. Only a door: it is loaded with a version behind its name, and a part that came back to it
 * by its plain name would run everything twice.
 */
import('./main.js').catch(() => {
  document.body.textContent =
    'Deskline could not be loaded. Reload the page; if that does not help, tell your administrator.';
});
