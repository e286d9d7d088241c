/** Keys in documentation, pages and notebooks. */
import { entities, json } from './encode.ts';
import { places } from './place.ts';

const MARKDOWN = places('Markdown', 'README.md', {
  'code block': (k, w) => `Run:\n\n\`\`\`sh\n${w.upper}=${k} npm start\n\`\`\`\n`,
  'code block with the key alone': (k, w) => `The ${w.title}:\n\n\`\`\`\n${k}\n\`\`\`\n`,
  'indented code': (k, w) => `Set it:\n\n    export ${w.upper}=${k}\n`,
  'inline code': (k, w) => `The ${w.title} is \`${k}\`, use it.\n`,
  bold: (k, w) => `${w.title}: **${k}**\n`,
  'emphasis by asterisks': (k, w) => `${w.title}: *${k}*\n`,
  'emphasis by underscores': (k, w) => `${w.title}: _${k}_\n`,
  'bold by underscores': (k, w) => `${w.title}: __${k}__\n`,
  'struck out': (k, w) => `${w.title}: ~~${k}~~\n`,
  table: (k, w) => `| name | value |\n|---|---|\n| ${w.snake} | ${k} |\n`,
  'table with code': (k, w) => `| \`${w.upper}\` | \`${k}\` | yes |\n`,
  'table without blanks': (k, w) => `|${w.snake}|${k}|x|\n`,
  'list entry': (k, w) => `- ${w.title}: ${k}\n- region: eu\n`,
  'list entry alone': (k) => `* ${k}\n* second\n`,
  'checked list entry': (k) => `- [x] rotate ${k}\n`,
  quote: (k, w) => `> ${w.title} is ${k}\n`,
  link: (k, w) => `[call](https://${w.host}/v1?key=${k})\n`,
  'link in angle brackets': (k, w) => `<https://${w.host}/v1?${w.snake}=${k}>\n`,
  'prose, end of a sentence': (k, w) => `Please use ${k}. It is the ${w.title}.\n`,
  'prose, in parentheses': (k, w) => `the ${w.title} (${k}) is old\n`,
  'prose, in quotes': (k, w) => `the ${w.title} “${k}” is old\n`,
  'prose, before a comma': (k, w) => `key ${k}, see ${w.host}\n`,
  heading: (k) => `# ${k}\n\ntext\n`,
  'front matter': (k, w) => `---\ntitle: x\n${w.camel}: ${k}\n---\n`,
  'escaped underscores': (k, w) => `${w.title}: ${k.replaceAll('_', '\\_')}\n`,
  'HTML comment': (k) => `text\n<!--${k}-->\n`,
});

const OTHER = places('documentation', 'guide.rst', {
  'reStructuredText literal': (k, w) => `Use \`\`${k}\`\` at ${w.host}.\n`,
  'reStructuredText block': (k, w) => `.. code-block:: sh\n\n   export ${w.upper}=${k}\n`,
  'reStructuredText field': (k, w) => `:${w.kebab}: ${k}\n`,
  'reStructuredText grid table': (k, w) => `+------+------+\n| ${w.snake} | ${k} |\n+------+------+\n`,
  'reStructuredText comment': (k, w) => `.. ${w.title} ${k}\n`,
  AsciiDoc: (k, w) => `:${w.kebab}: ${k}\n\n----\ncurl\n----\n`,
  'AsciiDoc callout': (k, w) => `${w.upper}=${k} <1>\n`,
  LaTeX: (k, w) => `\\newcommand{\\${w.camel}}{${k}}\n`,
  'LaTeX verb': (k) => `The key is \\verb|${k}|.\n`,
  'Org mode': (k, w) => `#+PROPERTY: ${w.kebab} ${k}\n`,
  'Org verbatim': (k, w) => `${w.title} is =${k}= today\n`,
  MediaWiki: (k, w) => `{{config|${w.snake}=${k}|b=2}}\n`,
  'man page': (k, w) => `.TP\n.B ${w.upper}\n${k}\n`,
  Javadoc: (k) => ` * @param key e.g. {@code ${k}}\n`,
  Confluence: (k, w) => `||name||value||\n|${w.snake}|{{${k}}}|\n`,
  RTF: (k, w) => `{\\rtf1\\ansi\\f0\\fs24 ${w.title}: ${k}\\par\n}`,
  'PDF text': (k) => `BT /F1 12 Tf 72 712 Td (${k}) Tj ET\n`,
  'PDF text in hexadecimal': (k) => `BT /F1 12 Tf <${Buffer.from(k).toString('hex')}> Tj ET\n`,
  'Swagger description': (k, w) => `          description: use ${k} for ${w.host}\n`,
  'API Blueprint': (k) => `    + Headers\n\n            Authorization: Bearer ${k}\n`,
});

const HTML = places('HTML', 'index.html', {
  'script variable': (k, w) => `<script>var ${w.camel}="${k}";</script>\n`,
  'data attribute': (k, w) => `<div data-${w.kebab}="${k}"></div>\n`,
  'meta element': (k, w) => `<meta name="${w.kebab}" content="${k}">\n`,
  'hidden input': (k, w) => `<input type="hidden" name="${w.snake}" value="${k}">\n`,
  'attribute without quotes': (k, w) => `<input name=${w.snake} value=${k}>\n`,
  'code element': (k, w) => `<p>The ${w.title}: <code>${k}</code></p>\n`,
  preformatted: (k, w) => `<pre>${w.upper}=${k}</pre>\n`,
  'highlighted tokens': (k, w) =>
    `<span class="n">${w.upper}</span><span class="o">=</span><span class="s">${k}</span>\n`,
  'highlighted string': (k, w) => `<span>${w.camel}</span> = <span class="s1">&#39;${k}&#39;</span>\n`,
  'table cell': (k, w) => `<tr><td>${w.snake}</td><td>${k}</td></tr>\n`,
  'inline JSON': (k, w) => `<script type="application/json">{"${w.camel}":"${k}"}</script>\n`,
  'inline JSON in entities': (k, w) => `<div data-page="{&quot;${w.camel}&quot;:&quot;${k}&quot;}"></div>\n`,
  'all entities': (k, w) => `<td>${w.title}</td><td>${entities(k)}</td>\n`,
  link: (k, w) => `<a href="https://${w.host}/v1?x=1&amp;${w.snake}=${k}">x</a>\n`,
  'next data': (k, w) => `<script>self.__next_f.push([1,"{\\"${w.camel}\\":\\"${k}\\"}"])</script>\n`,
  'breaks around': (k, w) => `${w.title}:<br>${k}<br/>\n`,
  'non-breaking blank before': (k, w) => `${w.title}:&nbsp;${k}\n`,
  'text area': (k) => `<textarea rows=2>${k}</textarea>\n`,
});

const cell = (source: readonly string[], outputs: readonly unknown[] = []): string =>
  json({ cells: [{ cell_type: 'code', source, outputs }], nbformat: 4 });

const NOTEBOOK = places('notebook', 'try.ipynb', {
  'source line': (k, w) => cell(['import os\n', `${w.snake} = '${k}'\n`]),
  'source line, double quotes': (k, w) => cell([`os.environ["${w.upper}"] = "${k}"\n`]),
  'shell magic': (k, w) => cell([`!curl -H "Authorization: Bearer ${k}" https://${w.host}/v1\n`]),
  'env magic': (k, w) => cell([`%env ${w.upper}=${k}\n`]),
  'stream output': (k, w) => cell([], [{ output_type: 'stream', text: [`${w.snake}: ${k}\n`] }]),
  'printed key alone': (k) => cell([], [{ output_type: 'stream', name: 'stdout', text: [`${k}\n`] }]),
  'result output': (k) => cell([], [{ data: { 'text/plain': [`'${k}'`] } }]),
  'traceback with colours': (k, w) =>
    cell([], [{ traceback: [`\u001b[0;32m----> 1\u001b[0m Client(\u001b[33m'${k}'\u001b[0m) # ${w.host}`] }]),
  'Markdown cell': (k, w) => cell([`The ${w.title} is \`${k}\`\n`]),
  'HTML output': (k, w) => cell([], [{ data: { 'text/html': [`<td>${w.snake}</td><td>${k}</td>`] } }]),
  'widget state': (k, w) =>
    json({ state: { a: { model_name: 'TextModel', state: { description: w.title, value: k } } } }),
  'R Markdown': (k, w) => `\`\`\`{r}\n${w.snake} <- "${k}"\n\`\`\`\n`,
  'Quarto parameter': (k, w) => `---\nparams:\n  ${w.snake}: "${k}"\n---\n`,
  'percent script': (k, w) => `# %%\n${w.upper} = "${k}"\n`,
});

export const DOCUMENTS = [...MARKDOWN, ...OTHER, ...HTML, ...NOTEBOOK];
