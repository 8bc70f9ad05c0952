import {escapeHtml} from './html-tags.js';

/** Where the page's own scripts and styles are served; nothing of this path exists on a real Finesse. */
export const pageFilesPath = '/desktop/standin/';

function page(title: string, script: string, body: string): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${pageFilesPath}desktop.css">
<script type="module" src="${pageFilesPath}${script}"></script>
</head>
<body>${body}</body>
</html>
`;
}

/** The sign-in page; its script builds the form. */
export const signInPage = page('Sign in: stand-in desktop', 'sign-in.js', '<main id="sign-in"></main>');

/** The desktop; its script builds everything. */
export const containerPage = page('Stand-in desktop', 'container.js', '<div id="desktop"></div>');

/** A plain page for a refused gadget; `reason` is shown as text. */
export function errorPage(reason: string): string {
  return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Gadget not shown</title></head>
<body style="font: 14px/1.5 system-ui, sans-serif; margin: 16px">
<h1 style="font-size: 16px">This gadget can't be shown</h1>
<p>${escapeHtml(reason)}</p>
</body></html>
`;
}
