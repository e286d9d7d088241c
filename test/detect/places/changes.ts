/** Keys in diffs, in texts of git, and in names of files and branches. */
import { issued, places } from './place.ts';

const HUNK = 'diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n';
const DIFF = places('diff', 'change.patch', {
  'line added': (k, w) => `${HUNK} a\n+${w.upper}=${k}\n`,
  'line removed': (k, w) => `${HUNK} a\n-${w.upper}=${k}\n`,
  'key alone added': (k) => `${HUNK} a\n+${k}\n`,
  'key alone removed': (k) => `${HUNK} a\n-${k}\n`,
  'key alone, context': (k) => `${HUNK} ${k}\n+b\n`,
  'combined diff': (k, w) => `@@@ -1,1 -1,1 +1,2 @@@\n++${w.upper}=${k}\n`,
  'combined diff, alone': (k) => `@@@ -1,1 -1,1 +1,2 @@@\n--${k}\n- ${k}\n`,
  'word diff, removed': (k) => `K=[-${k}-]{+$K+}\n`,
  'word diff, added': (k) => `K=[-$K-]{+${k}+}\n`,
  'hunk header': (k, w) => `@@ -1,2 +1,2 @@ const ${w.camel} = '${k}';\n x\n`,
  'ed script': (k) => `3c\n${k}\n.\n`,
  'normal diff': (k) => `2c2\n< ${k}\n---\n> none\n`,
  'side by side': (k) => `K=${k}\t\t\t|\tK=$K\n`,
  'conflict markers': (k, w) => `<<<<<<< HEAD\n${w.upper}=${k}\n=======\n${w.upper}=\n>>>>>>> main\n`,
  'suggestion of a review': (k, w) => `\`\`\`suggestion\n${w.upper}=${k}\n\`\`\`\n`,
  blame: (k, w) => `^1a2b3c4 (Ann 2026-01-31 12:00:00 +0000 3) ${w.upper}=${k}\n`,
  'coloured diff': (k) => `\u001b[31m-${k}\u001b[m\n\u001b[32m+\u001b[m\u001b[32m$K\u001b[m\n`,
});

const commit = (text: string): string =>
  `tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\nauthor A <a@b> 1700000000 +0000\ncommitter A <a@b> 1700000000 +0000\n\n${text}`;
const GIT = places('git text', 'COMMIT_EDITMSG', {
  'commit subject': (k) => commit(`Use ${k} for the client\n`),
  'commit subject, key at its end': (k, w) => commit(`Set the ${w.title} to ${k}\n`),
  'commit body': (k, w) => commit(`Deploy\n\nThe ${w.title} is now ${k}.\n`),
  'commit body, key alone': (k) => commit(`Deploy\n\n${k}\n`),
  'commit trailer': (k) => commit(`Deploy\n\nApi-Token: ${k}\n`),
  'message of a revert': (k) => commit(`Revert "add ${k}"\n\nThis reverts commit 1a2b.\n`),
  'tag message': (k) => `object 4b825d\ntype commit\ntag v1\ntagger A <a@b> 1 +0000\n\nrelease with ${k}\n`,
  'log of one line': (k) => `1a2b3c4 (HEAD -> main) key ${k}\n`,
  reflog: (k) => `0000 1a2b A <a@b> 1700000000 +0000\tcommit: add ${k}\n`,
  'remote URL': (k, w) => `origin\thttps://x:${k}@${w.host}/a.git (fetch)\n`,
  FETCH_HEAD: (k, w) => `1a2b\t\tbranch 'main' of https://${k}@${w.host}/a\n`,
  submodule: (k, w) => `[submodule "a"]\n\turl = https://x:${k}@${w.host}/a.git\n`,
  author: (k) => `author ${k} <a@b> 1700000000 +0000\n`,
  note: (k, w) => `Reviewed, ${w.title} ${k} was rotated\n`,
});

const NAMES = places('name', undefined, {
  'file name': (k) => `${k}.txt`,
  'file name alone': (k) => k,
  'file name after a hyphen': (k) => `notes-${k}.txt`,
  'file name after an underscore': (k) => `key_${k}.pem`,
  'file name after a blank': (k) => `my key ${k}`,
  'file name after equals': (k) => `id=${k}.json`,
  branch: (k) => `fix-${k}`,
  'branch after a word': (k) => `rotate_${k}`,
  tag: (k) => `v1.0-${k}`,
  'file name, copy': issued((k) => `${k}-old.txt`),
  'file name, backup': issued((k) => `${k}_bak`),
  'file name, numbered': (k) => `${k} (1).txt`,
});

const TOUCHING = places('touching', 'notes.txt', {
  'hyphen of a word before': issued((k) => `fix-${k}\n`),
  'underscore before': issued((k) => `key_${k}\n`),
  'letter before': issued((k) => `x${k}\n`),
  'digit before': issued((k) => `1${k}\n`),
  'hyphen and a word behind': issued((k, w) => `${w.upper}=${k}-old\n`),
  'underscore and a word behind': issued((k, w) => `${w.upper}=${k}_bak\n`),
  'hyphen behind': issued((k, w) => `${w.snake} ${k}-\n`),
  'dashes behind': issued((k) => `key ${k}--the old one\n`),
  'digit behind': issued((k, w) => `${w.upper}=${k}0\n`),
  'letter behind': issued((k, w) => `${w.upper}=${k}l\n`),
  'two keys touching': issued((k, w) => `${w.other}${k}\n`),
  'two keys touching, first': issued((k, w) => `${k}${w.other}\n`),
  option: (k) => `--${k}\n`,
  'arrow before': (k) => `key->${k}\n`,
  'dash of typography': (k) => `key —${k}— old\n`,
  'slash before': (k) => `keys/${k}/x\n`,
  'colon before': (k) => `key:${k}:x\n`,
  'at sign before': (k) => `@${k}\n`,
  'hash before': (k) => `#${k}\n`,
  'dot before': (k) => `x.${k}\n`,
  'dot and a word behind': (k) => `${k}.json\n`,
  tilde: (k) => `~${k}~\n`,
  braces: (k) => `{${k}}\n`,
  'umlaut before': (k) => `schlüssel für${' '}${k}\n`,
  'letter beyond ASCII before': (k) => `é${k}\n`,
  'full-width colon before': (k) => `密钥：${k}。\n`,
  'list by commas': (k, w) => `${w.other},${k},${w.other}\n`,
  'list by blanks': (k, w) => `${w.other} ${k} ${w.other}\n`,
  'list by slashes': (k, w) => `${w.other}/${k}\n`,
  'list by bars': (k, w) => `${w.other}|${k}\n`,
});

export const CHANGES = [...DIFF, ...GIT, ...NAMES, ...TOUCHING];
