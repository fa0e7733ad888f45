import type { Theme } from '@gatewayops/design';
import { html, type Html } from './html.js';

export interface PageContent {
  /** Of the window and the page's heading. */
  title: string;
  body: Html;
  /** Files of `/assets` that the page runs. */
  scripts?: readonly string[];
  /** Said before everything else, and read out: why the form is shown again, where no field of it is at fault. */
  problem?: string | undefined;
  /** A field says what is wrong with it. */
  invalid?: boolean;
  /** Sections beside and below each other, each a card, in place of one card. */
  wide?: boolean;
}

/** A whole page: plain, readable without style sheets, usable with a keyboard and a screen reader. */
export class Page {
  constructor(private readonly content: PageContent) {}

  /** @param theme as the person chose it on the dashboard */
  markup(theme: Theme): string {
    const { title, body, scripts = [], problem, invalid = false, wide = false } = this.content;
    const { markup } = html`<!doctype html>
<html lang="en"${theme === 'system' ? null : html` data-theme="${theme}"`}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${invalid || problem !== undefined ? 'Error: ' : ''}${title} · GatewayOps</title>
<link rel="stylesheet" href="/assets/pages.css">
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
${scripts.map((file) => html`<script type="module" src="/assets/${file}"></script>`)}
</head>
<body${wide ? html` class="wide"` : null}>
<header><a class="brand" href="/"><img src="/assets/icon.svg" alt="" width="28" height="28">GatewayOps</a></header>
<main>
<h1>${title}</h1>
${problem === undefined ? null : html`<p class="problem" role="alert">${problem}</p>`}
${body}
</main>
</body>
</html>
`;
    return markup;
  }
}

export const page = (content: PageContent): Page => new Page(content);
