/** Keys in Dockerfiles, compose files and what containers print. */
import { base64, json } from './encode.ts';
import { places } from './place.ts';

const DOCKERFILE = places('Dockerfile', 'Dockerfile', {
  'ENV with equals': (k, w) => `FROM node:20\nENV ${w.upper}=${k}\nRUN npm ci\n`,
  'ENV with a blank': (k, w) => `FROM node:20\nENV ${w.upper} ${k}\n`,
  'ENV of several': (k, w) => `ENV PORT=80 ${w.upper}=${k} \\\n    DEBUG=0\n`,
  'ENV in quotes': (k, w) => `ENV ${w.upper}="${k}"\n`,
  'ARG with a default': (k, w) => `ARG ${w.upper}=${k}\nRUN make\n`,
  'ENV with a default': (k, w) => `ENV ${w.upper}=\${${w.upper}:-${k}}\n`,
  'RUN with a variable': (k, w) => `RUN ${w.upper}=${k} npm run build\n`,
  'RUN with an export': (k, w) => `RUN export ${w.upper}=${k} && npm run build\n`,
  'RUN that writes a file': (k, w) => `RUN echo "//${w.host}/:_authToken=${k}" > .npmrc\n`,
  LABEL: (k, w) => `LABEL ${w.kebab}="${k}" version="1"\n`,
  'CMD in JSON': (k, w) => `CMD ["node", "a.js", "--${w.kebab}", "${k}"]\n`,
  'RUN here document': (k, w) => `RUN <<EOF\nexport ${w.upper}=${k}\nmake\nEOF\n`,
});

const COMPOSE = places('compose', 'docker-compose.yml', {
  'list entry': (k, w) => `services:\n  web:\n    environment:\n      - ${w.upper}=${k}\n`,
  'list entry in quotes': (k, w) => `    environment:\n      - "${w.upper}=${k}"\n`,
  mapping: (k, w) => `    environment:\n      ${w.upper}: ${k}\n      PORT: 80\n`,
  'list entry with a default': (k, w) => `      - ${w.upper}=\${${w.upper}:-${k}}\n`,
  'mapping with a default': (k, w) => `      ${w.upper}: \${${w.upper}-${k}}\n`,
  'mapping with a default in quotes': (k, w) => `      ${w.upper}: "\${${w.upper}:-${k}}"\n`,
  'build argument': (k, w) => `    build:\n      args:\n        ${w.upper}: '${k}'\n`,
  'command list': (k, w) => `    command: ["run", "--${w.kebab}=${k}"]\n`,
  'command list, value apart': (k) => `    command:\n      - --token\n      - ${k}\n`,
  'inline secret': (k, w) => `secrets:\n  ${w.snake}:\n    content: ${k}\n`,
  'health check': (k, w) =>
    `      test: curl -fH "Authorization: Bearer ${k}" https://${w.host}/ || exit 1\n`,
  'flow mapping': (k, w) => `    environment: {PORT: 80, ${w.upper}: ${k}, DEBUG: 0}\n`,
});

const OUTPUT = places('container output', 'inspect.json', {
  'docker inspect': (k, w) => json({ Config: { Env: ['PATH=/bin', `${w.upper}=${k}`, 'A=1'] } }),
  'docker history': (k, w) => `<missing>  2 weeks ago  /bin/sh -c #(nop)  ENV ${w.upper}=${k}  0B\n`,
  'docker history of BuildKit': (k, w) => `RUN |1 ${w.upper}=${k} /bin/sh -c make # buildkit\n`,
  'docker config': (k, w) => json({ auths: { [w.host]: { auth: base64(`api:${k}`) } } }),
  'docker run': (k, w) => `docker run --rm -e ${w.upper}=${k} -p 80:80 app\n`,
  'docker run, option joined': (k, w) => `docker run --env=${w.upper}=${k} app\n`,
  'docker build argument': (k, w) => `docker build --build-arg ${w.upper}=${k} .\n`,
  'process environment': (k, w) => `PATH=/bin\0${w.upper}=${k}\0HOME=/root\0`,
});

export const CONTAINERS = [...DOCKERFILE, ...COMPOSE, ...OUTPUT];
