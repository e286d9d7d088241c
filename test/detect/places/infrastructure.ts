/** Keys in descriptions of infrastructure. */
import { base64, json } from './encode.ts';
import { places } from './place.ts';

const TERRAFORM = places('Terraform', 'main.tf', {
  'variable default': (k, w) => `variable "${w.snake}" {\n  type    = string\n  default = "${k}"\n}\n`,
  local: (k, w) => `locals {\n  ${w.snake} = "${k}"\n}\n`,
  tfvars: (k, w) => `${w.snake} = "${k}"\n`,
  provider: (k, w) => `provider "${w.section}" {\n  token = "${k}"\n}\n`,
  map: (k, w) => `  environment = {\n    ${w.upper} = "${k}"\n  }\n`,
  'name and value': (k, w) => `    env {\n      name  = "${w.upper}"\n      value = "${k}"\n    }\n`,
  fallback: (k, w) => `  key = coalesce(var.${w.snake}, "${k}")\n`,
  'here document': (k, w) => `  user_data = <<-EOF\n    export ${w.upper}=${k}\n  EOF\n`,
  'state attribute': (k, w) => json({ attributes: { id: 'a', [w.snake]: k } }),
  'state output': (k, w) => json({ outputs: { [w.snake]: { value: k, type: 'string' } } }),
  'state in indented JSON': (k, w) =>
    JSON.stringify({ outputs: { [w.snake]: { value: k, type: 'string' } } }, null, 2),
  'encoded user data': (k, w) => `  user_data = "${base64(`#!/bin/sh\nexport ${w.upper}=${k}\n`)}"\n`,
  'container definitions': (k, w) =>
    `  container_definitions = "[{\\"environment\\":[{\\"name\\":\\"${w.upper}\\",\\"value\\":\\"${k}\\"}]}]"\n`,
});

const KUBERNETES = places('Kubernetes', 'secret.yaml', {
  'secret, data': (k, w) => `apiVersion: v1\nkind: Secret\ndata:\n  ${w.kebab}: ${base64(k)}\n`,
  'secret, data with a line end': (k, w) => `kind: Secret\ndata:\n  ${w.kebab}: ${base64(`${k}\n`)}\n`,
  'secret, string data': (k, w) => `kind: Secret\nstringData:\n  ${w.snake}: ${k}\n`,
  'secret, env file': (k, w) => `kind: Secret\ndata:\n  .env: ${base64(`PORT=80\n${w.upper}=${k}\n`)}\n`,
  'secret as JSON': (k, w) => json({ kind: 'Secret', data: { [w.kebab]: base64(k) } }),
  'registry secret': (k, w) =>
    `  .dockerconfigjson: ${base64(json({ auths: { [w.host]: { auth: base64(`u:${k}`) } } }))}\n`,
  'config map': (k, w) => `kind: ConfigMap\ndata:\n  ${w.upper}: "${k}"\n`,
  'config map, file': (k, w) =>
    `data:\n  app.properties: |\n    url=https://${w.host}\n    ${w.kebab}=${k}\n`,
  'container variable': (k, w) => `        env:\n        - name: ${w.upper}\n          value: "${k}"\n`,
  'container variable, flow': (k, w) => `        env: [{name: ${w.upper}, value: ${k}}]\n`,
  'container argument': (k, w) => `        args: ["--${w.kebab}=${k}", "-v"]\n`,
  annotation: (k, w) =>
    `    last-applied-configuration: |\n      {"kind":"Secret","stringData":{"${w.snake}":"${k}"}}\n`,
  'kubectl create': (k, w) => `kubectl create secret generic a --from-literal=${w.kebab}=${k}\n`,
  'kubectl get': (k, w) => `  ${w.upper}:  ${k}\n`,
  'kustomize literal': (k, w) => `secretGenerator:\n- name: a\n  literals:\n  - ${w.upper}=${k}\n`,
});

const OTHER = places('Helm and others', 'values.yaml', {
  'Helm value': (k, w) => `service:\n  ${w.camel}: ${k}\n`,
  'Helm section': (k, w) => `${w.section}:\n  apiKey: ${k}\n`,
  'Helm default': (k, w) => `  value: {{ .Values.${w.camel} | default "${k}" | quote }}\n`,
  'Helm set': (k, w) => `helm install a b --set ${w.section}.apiKey=${k}\n`,
  'Helm template, encoded': (k, w) => `  ${w.snake}: {{ "${k}" | b64enc }}\n`,
  'Ansible variable': (k, w) => `vars:\n  ${w.snake}: "${k}"\n`,
  'Ansible line': (k, w) => `- lineinfile: path=/etc/env line="${w.upper}=${k}"\n`,
  'Ansible inventory': (k, w) => `[web]\nbox ansible_host=1.2.3.4 ${w.snake}=${k}\n`,
  CloudFormation: (k, w) => `  ${w.pascal}:\n    Type: String\n    Default: ${k}\n`,
  'CloudFormation JSON': (k, w) => json({ Parameters: { [w.pascal]: { Type: 'String', Default: k } } }),
  'Lambda environment': (k, w) => json({ Environment: { Variables: { [w.upper]: k } } }),
  'ECS task': (k, w) => json({ environment: [{ name: w.upper, value: k }] }),
  Serverless: (k, w) => `  environment:\n    ${w.upper}: \${env:${w.upper}, '${k}'}\n`,
  'SAM overrides': (k, w) => `parameter_overrides = "${w.pascal}=${k} A=1"\n`,
  Bicep: (k, w) => `param ${w.camel} string = '${k}'\n`,
  'ARM parameter': (k, w) => json({ parameters: { [w.camel]: { value: k } } }),
  Pulumi: (k, w) => `config:\n  app:${w.camel}: ${k}\n`,
  Nomad: (k, w) => `      env {\n        ${w.upper} = "${k}"\n      }\n`,
  'Nomad template': (k, w) => `data = <<EOH\n${w.upper}="${k}"\nEOH\n`,
  Nix: (k, w) => `  environment.variables.${w.upper} = "${k}";\n`,
  Vagrantfile: (k, w) => `config.vm.provision "shell", env: {"${w.upper}" => "${k}"}\n`,
  Puppet: (k, w) => `  ${w.snake} => '${k}',\n`,
  Chef: (k, w) => `default['app']['${w.snake}'] = '${k}'\n`,
  Salt: (k, w) => `${w.snake}: {{ pillar.get('x', '${k}') }}\n`,
  Jsonnet: (k, w) => `{ ${w.camel}:: '${k}' }\n`,
  CUE: (k, w) => `${w.camel}: string | *"${k}"\n`,
  'cloud-init': (k, w) =>
    `#cloud-config\nwrite_files:\n- path: /etc/env\n  content: |\n    ${w.upper}=${k}\n`,
  'cloud-init, encoded': (k, w) =>
    `- path: /etc/env\n  encoding: b64\n  content: ${base64(`${w.upper}=${k}\n`)}\n`,
  wrangler: (k, w) => `[vars]\n${w.upper} = "${k}"\n`,
  'fly.toml': (k, w) => `[env]\n  ${w.upper} = '${k}'\n`,
});

export const INFRASTRUCTURE = [...TERRAFORM, ...KUBERNETES, ...OTHER];
