/** Keys in program text. */
import { type Syntax, syntax } from './syntax.ts';

export const CODE_SYNTAXES: readonly Syntax[] = [
  syntax('javascript', 'assignment', (w) => [`const ${w.camel} = '`, "';\nexport default client;\n"]),
  syntax('typescript', 'assignment', (w) => [`export const ${w.upper}: string = "`, '" as const;\n']),
  syntax('javascript-object', 'assignment', (w) => [
    `const client = new Client({ baseUrl: 'https://${w.host}', ${w.camel}: '`,
    "', retries: 3 });\n",
  ]),
  syntax('javascript-fallback', 'string', (w) => [`const key = process.env.${w.upper} ?? '`, "';\n"]),
  syntax('template-literal', 'string', (w) => [`fetch(url, opts(\`https://${w.host}\`, \``, '`));\n']),
  syntax('minified', 'assignment', (w) => [
    `!function(e,t){var n=t(12),r={u:"https://${w.host}",${w.camel}:"`,
    '",t:3e4};e.exports=n(r)}(module,require);',
  ]),
  syntax('css-in-js', 'string', (w) => [
    `const Box=styled.div\`color:red\`;Box.defaultProps={'data-${w.kebab}':'`,
    "',style:{margin:0}};\n",
  ]),
  syntax('python', 'assignment', (w) => [`${w.upper} = "`, '"\n\ndef main():\n    pass\n']),
  syntax('python-keyword', 'assignment', (w) => [
    `client = Client(base_url='https://${w.host}', ${w.snake}='`,
    "')\n",
  ]),
  syntax('python-environ', 'assignment', (w) => [`os.environ["${w.upper}"] = '`, "'\n"]),
  syntax('go', 'assignment', (w) => [`\t${w.camel} := "`, '"\n\treq.Header.Set("Accept", "*/*")\n']),
  syntax('java', 'assignment', (w) => [`    private static final String ${w.upper} = "`, '";\n']),
  syntax('csharp', 'assignment', (w) => [`    public const string ${w.pascal} = @"`, '";\n']),
  syntax('ruby', 'assignment', (w) => [`  config.${w.snake} = '`, "'\n"]),
  syntax('php', 'assignment', (w) => [`<?php\ndefine('${w.upper}', '`, "');\n"]),
  syntax('rust', 'assignment', (w) => [`const ${w.upper}: &str = "`, '";\n']),
  syntax('swift', 'assignment', (w) => [`    static let ${w.camel} = "`, '"\n']),
  syntax('kotlin', 'assignment', (w) => [`    buildConfigField("String", "${w.upper}", "\\"`, '\\"")\n']),
  syntax('groovy', 'assignment', (w) => [`  def ${w.camel} = '`, "'\n"]),
  syntax('elixir', 'assignment', (w) => [`config :app, ${w.snake}: "`, '"\n']),
  syntax('c-define', 'assignment', (w) => [`#define ${w.upper} "`, '"\n']),
  syntax('sql', 'string', (w) => [`INSERT INTO settings (name, value) VALUES ('${w.snake}', '`, "');\n"]),
];
