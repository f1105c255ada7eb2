import { createHash } from 'node:crypto';
import type { DoneReport } from '../report.ts';
import { pageData } from './page-data.ts';

/** The build of `browser/`: one script and one style sheet that include the plotting library. */
export interface PageAssets {
  readonly script: string;
  readonly style: string;
}

/**
 * A report of `history` as one page that loads nothing: its content security policy allows only
 * this script and this style sheet, by their hashes.
 */
export function historyPage(
  report: DoneReport<'history'>,
  { script, style }: PageAssets,
  made: Date,
): string {
  const data = pageData(report, made);
  const policy = [
    "default-src 'none'",
    `script-src ${hash(script)}`,
    `style-src ${hash(style)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(`Python bytecode in the history of ${data.repository}`)}</title>
<style>${style}</style>
</head>
<body>
<main id="page"></main>
<noscript>This page draws its charts and tables with a script of its own; nothing is fetched.</noscript>
<script type="application/json" id="data">${embedJson(data)}</script>
<script>${script}</script>
</body>
</html>
`;
}

const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);

/** JSON that can neither end its script element nor begin a comment in it (HTML, 4.12.1.3). */
const embedJson = (value: unknown): string =>
  JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
