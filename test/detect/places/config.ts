/** Keys in configuration formats. */
import { places } from './place.ts';

const YAML = places('YAML', 'config.yaml', {
  plain: (k, w) => `service:\n  url: https://${w.host}\n  ${w.snake}: ${k}\n`,
  quoted: (k, w) => `${w.camel}: "${k}"\n`,
  'key quoted': (k, w) => `"${w.kebab}": '${k}'\n`,
  'name without separators': (k, w) => `${w.flat}: ${k}\n`,
  'name of two words': (k, w) => `${w.apart.toLowerCase()}: ${k}\n`,
  'section and key': (k, w) => `${w.section}:\n  key: ${k}\n`,
  'section and token': (k, w) => `${w.section}:\n  enabled: true\n  token: "${k}"\n`,
  'folded block': (k, w) => `${w.snake}: >-\n  ${k}\nnext: 1\n`,
  'literal block': (k, w) => `${w.snake}: |\n  ${k}\n`,
  anchor: (k, w) => `${w.snake}: &key ${k}\nother: *key\n`,
  tag: (k, w) => `${w.snake}: !!str ${k}\n`,
  'list of keys': (k, w) => `${w.kebab}s:\n  - ${w.other}\n  - ${k}\n`,
  'flow list': (k, w) => `${w.kebab}s: [${w.other}, ${k}]\n`,
  'flow mapping': (k, w) => `client: {url: "https://${w.host}", ${w.camel}: ${k}}\n`,
  'name and value': (k, w) => `- name: ${w.upper}\n  value: ${k}\n`,
  'comment only': (k, w) => `# ${w.title}: ${k}\n`,
  'comment behind': (k, w) => `${w.snake}: ${k} # rotate\n`,
});

const INI = places('INI and properties', 'app.ini', {
  ini: (k, w) => `[service]\n${w.snake} = ${k}\n`,
  'ini without blanks': (k, w) => `[service]\n${w.snake}=${k}\n`,
  'ini with a colon': (k, w) => `[service]\n${w.snake}: ${k}\n`,
  'ini comment': (k, w) => `;${w.snake}=${k}\n`,
  'ini section': (k, w) => `[${w.section}]\nkey = ${k}\n`,
  properties: (k, w) => `spring.${w.kebab}=${k}\n`,
  'properties with dots': (k, w) => `app.${w.snake.replaceAll('_', '.')}=${k}\n`,
  'properties with a blank': (k, w) => `${w.kebab} ${k}\n`,
  'properties, escaped': (k, w) => `${w.kebab}\\:v2=${k}\n`,
  'properties, placeholder': (k, w) => `app.key=\${${w.upper}:${k}}\n`,
  toml: (k, w) => `[service]\n${w.snake} = "${k}"\n`,
  'toml literal': (k, w) => `${w.snake} = '${k}'\n`,
  'toml multi-line': (k, w) => `${w.snake} = """\n${k}"""\n`,
  'toml inline table': (k, w) => `service = { url = "https://${w.host}", ${w.snake} = "${k}" }\n`,
  'toml dotted': (k, w) => `service.${w.snake} = "${k}"\n`,
  'toml section': (k, w) => `[${w.section}]\nkey = "${k}"\n`,
  'gradle.properties': (k, w) => `org.gradle.jvmargs=-Xmx2g\n${w.camel}=${k}\n`,
  'systemd unit': (k, w) => `[Service]\nEnvironment=${w.upper}=${k}\n`,
  'systemd unit in quotes': (k, w) => `[Service]\nEnvironment="A=1" "${w.upper}=${k}"\n`,
  xcconfig: (k, w) => `${w.upper} = ${k}\n`,
  editorconfig: (k, w) => `[*]\nindent = 2\n${w.snake} = ${k}\n`,
  'registry file': (k, w) =>
    `Windows Registry Editor Version 5.00\r\n\r\n[HKEY_CURRENT_USER\\Environment]\r\n"${w.upper}"="${k}"\r\n`,
  desktop: (k, w) => `[Desktop Entry]\nExec=env ${w.upper}=${k} app\n`,
});

const CREDENTIALS = places('credential file', '.netrc', {
  netrc: (k, w) => `machine ${w.host}\n  login api\n  password ${k}\n`,
  'netrc on one line': (k, w) => `machine ${w.host} login x password ${k}\n`,
  'netrc account': (k, w) => `machine ${w.host} login ${k} password x-oauth-basic\n`,
  npmrc: (k, w) => `//${w.host}/:_authToken=${k}\n`,
  'npmrc in quotes': (k, w) => `//${w.host}/:_authToken="${k}"\n`,
  yarnrc: (k, w) => `npmRegistries:\n  "https://${w.host}":\n    npmAuthToken: ${k}\n`,
  'git-credentials': (k, w) => `https://api:${k}@${w.host}\n`,
  'git config header': (k, w) => `[http "https://${w.host}/"]\n\textraheader = Authorization: Bearer ${k}\n`,
  pypirc: (k, w) =>
    `[${w.section}]\nrepository = https://${w.host}/\nusername = __token__\npassword = ${k}\n`,
  'pip.conf': (k, w) => `[global]\nindex-url = https://__token__:${k}@${w.host}/simple\n`,
  'cargo credentials': (k, w) => `[registries.${w.section}]\ntoken = "${k}"\n`,
  bundler: (k, w) => `BUNDLE_${w.upper}: "${k}"\n`,
  'composer auth': (k, w) => `{"bearer":{"${w.host}":"${k}"}}`,
  'maven settings': (k, w) =>
    `<server><id>${w.section}</id><username>x</username><password>${k}</password></server>`,
  'NuGet config': (k, w) =>
    `<packageSourceCredentials><a><add key="ClearTextPassword" value="${k}" /></a><!-- ${w.host} -->`,
  pgpass: (k, w) => `${w.host}:5432:app:api:${k}\n`,
  'my.cnf': (k) => `[client]\nuser=api\npassword=${k}\n`,
  htpasswd: (k) => `api:${k}\n`,
  'AWS profile': (k, w) => `[${w.section}]\nregion = eu\n${w.snake} = ${k}\n`,
  rclone: (k, w) => `[${w.section}]\ntype = http\nurl = https://${w.host}\nbearer_token = ${k}\n`,
  'gh hosts': (k, w) => `${w.host}:\n    oauth_token: ${k}\n    user: me\n`,
  'key alone in a file': (k) => k,
  'key alone with a line end': (k) => `${k}\n`,
  'list of keys, one per line': (k, w) => `${w.other}\n${k}\n`,
  'name and key on two lines': (k, w) => `${w.title}\n${k}\n`,
});

const XML = places('XML', 'web.config', {
  element: (k, w) => `<settings><${w.camel}>${k}</${w.camel}></settings>`,
  'element on lines of its own': (k, w) => `<${w.camel}>\n    ${k}\n</${w.camel}>\n`,
  appSettings: (k, w) => `<appSettings>\n  <add key="${w.pascal}" value="${k}"/>\n</appSettings>\n`,
  attribute: (k, w) => `<client url="https://${w.host}" ${w.camel}="${k}"/>\n`,
  'attribute, single quotes': (k, w) => `<client ${w.kebab}='${k}'/>\n`,
  CDATA: (k, w) => `<${w.snake}><![CDATA[${k}]]></${w.snake}>\n`,
  comment: (k) => `<!--${k}-->\n`,
  'comment with a name': (k, w) => `<!-- ${w.title}: ${k} -->\n`,
  'Android string': (k, w) => `<string name="${w.snake}" translatable="false">${k}</string>\n`,
  'Android manifest': (k, w) => `<meta-data android:name="com.acme.${w.pascal}" android:value="${k}" />\n`,
  plist: (k, w) => `<key>${w.pascal}</key>\n<string>${k}</string>\n`,
  'plist array': (k) => `<array>\n\t<string>${k}</string>\n</array>\n`,
  'Spring bean': (k, w) => `<property name="${w.camel}" value="${k}"/>\n`,
  'Ant property': (k, w) => `<property name="${w.kebab}" value="${k}"/>\n`,
  msbuild: (k, w) => `<PropertyGroup><${w.pascal}>${k}</${w.pascal}></PropertyGroup>\n`,
  resx: (k, w) => `<data name="${w.pascal}" xml:space="preserve"><value>${k}</value></data>\n`,
  'IntelliJ run configuration': (k, w) => `<envs><env name="${w.upper}" value="${k}" /></envs>\n`,
  Wix: (k, w) => `<Property Id="${w.upper}" Value="${k}" />\n`,
});

const SERVERS = places('server configuration', 'nginx.conf', {
  'nginx header': (k, w) => `proxy_set_header Authorization "Bearer ${k}";\nproxy_pass https://${w.host};\n`,
  'nginx variable': (k, w) => `set $${w.snake} "${k}";\n`,
  'nginx variable without quotes': (k, w) => `set $${w.snake} ${k};\n`,
  'nginx map': (k) => `map $http_x_api_key $ok { default 0; "${k}" 1; }\n`,
  'Apache SetEnv': (k, w) => `SetEnv ${w.upper} ${k}\n`,
  'Apache header': (k, w) =>
    `RequestHeader set Authorization "Bearer ${k}"\nProxyPass / https://${w.host}/\n`,
  Caddy: (k, w) => `reverse_proxy ${w.host} {\n  header_up Authorization "Bearer ${k}"\n}\n`,
  HAProxy: (k, w) => `http-request set-header X-Api-Key ${k}\nserver a ${w.host}:443\n`,
  Traefik: (k) => `        customRequestHeaders:\n          Authorization: "Bearer ${k}"\n`,
  Prometheus: (k, w) =>
    `  authorization:\n    credentials: ${k}\n  static_configs: [{targets: [${w.host}]}]\n`,
  Telegraf: (k, w) =>
    `[[outputs.http]]\n  url = "https://${w.host}"\n  [outputs.http.headers]\n    Authorization = "Bearer ${k}"\n`,
  Fluentd: (k, w) => `<match **>\n  ${w.snake} ${k}\n</match>\n`,
  supervisord: (k, w) => `environment=A="1",${w.upper}="${k}"\n`,
  uwsgi: (k, w) => `env = ${w.upper}=${k}\n`,
  'logrotate of cron.d': (k, w) => `${w.upper}=${k}\n0 1 * * * root /usr/bin/a\n`,
});

export const CONFIG = [...YAML, ...INI, ...CREDENTIALS, ...XML, ...SERVERS];
