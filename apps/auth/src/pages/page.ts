import { html, type Html } from './html.js';

export interface PageContent {
  /** Of the window and the page's heading. */
  title: string;
  body: Html;
  /** Files of `/assets` that the page runs. */
  scripts?: readonly string[];
  /** Said before everything else, and read out: why the form is shown again. */
  problem?: string | undefined;
}

/** A whole page: plain, readable without style sheets, usable with a keyboard and a screen reader. */
export function page({ title, body, scripts = [], problem }: PageContent): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${problem === undefined ? '' : 'Error: '}${title} · GatewayOps</title>
<link rel="stylesheet" href="/assets/pages.css">
<link rel="icon" href="data:,">
${scripts.map((file) => html`<script type="module" src="/assets/${file}"></script>`)}
</head>
<body>
<main>
<p class="brand">GatewayOps</p>
<h1>${title}</h1>
${problem === undefined ? null : html`<p class="problem" role="alert">${problem}</p>`}
${body}
</main>
</body>
</html>
`;
}
