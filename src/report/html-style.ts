/** The style of the HTML report. System colours, so that light, dark and forced colours come from the browser. */
export const HTML_STYLE = `
:root { color-scheme: light dark; --fail: light-dark(#b00020, #ff8a8a); --warn: light-dark(#7a5200, #ffc861); --ok: light-dark(#0a6b2d, #7ddf9a); --line: light-dark(#d0d0d0, #4a4a4a); }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 75rem; padding: 0 1rem; background: Canvas; color: CanvasText; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; }
h1.findings, h1.error, .fail { color: var(--fail); } h1.incomplete, .warn { color: var(--warn); } h1.clean { color: var(--ok); }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid var(--line); padding: .4rem .6rem; text-align: left; vertical-align: top; }
code, pre, dd, li { overflow-wrap: anywhere; } pre { white-space: pre-wrap; border: 1px solid var(--line); padding: .4rem .6rem; }
mark { background: none; color: var(--fail); text-decoration: underline; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; } dt { font-weight: 600; } dd { margin: 0; }
@media print { details { display: block; } }
`;
