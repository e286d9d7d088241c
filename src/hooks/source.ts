/**
 * Where a package manager gets leakward from. Never from its bare name: until a release nobody owns the name on npm, and
 * anyone who registers it would run code in every repository that asks for it.
 */
import { statSync } from 'node:fs';
import path from 'node:path';
import { isObjectId } from '../model/origin.ts';

/** Paths are absolute. */
export type Source =
  | { readonly kind: 'tarball'; readonly at: string }
  /** Unpacked; a clone whose files are those of a commit has that commit. */
  | { readonly kind: 'directory'; readonly path: string; readonly commit: string | undefined }
  | { readonly kind: 'git'; readonly url: string; readonly commit: string }
  | { readonly kind: 'unknown'; readonly why: string };

export type KnownSource = Exclude<Source, { readonly kind: 'unknown' }>;

/** What npm, pnpm, Yarn and Bun take after `leakward@`. */
export function locationOf(source: KnownSource): string {
  switch (source.kind) {
    case 'tarball':
      return path.isAbsolute(source.at) ? `file:${source.at}` : source.at;
    case 'directory':
      return `file:${source.path}`;
    case 'git':
      return `git+${source.url}#${source.commit}`;
  }
}

/** The argument of an install command. */
export function specOf(source: KnownSource): string {
  return `leakward@${locationOf(source)}`;
}

/** What to do where the source is not known. */
export const NAME_SOURCE =
  'run leakward init --from with the tarball, the directory of the clone, or the git URL#COMMIT that you have';

/** What a user has to know before others use what was written. */
export function notesOn(source: KnownSource): string[] {
  const isPath = source.kind === 'directory' || (source.kind === 'tarball' && path.isAbsolute(source.at));
  return isPath
    ? [
        `leakward comes from ${locationOf(source).slice('file:'.length)}, a path that other machines may not have`,
      ]
    : [];
}

const TARBALL = /\.(?:tgz|tar\.gz)$/;

/**
 * Reads what a person types or a manifest says: a path, a tarball's address, a git address with a commit.
 *
 * @param base directory that relative paths start from
 */
export function sourceOfSpec(spec: string, base: string): Source {
  const text = spec.replace(/^leakward@/, '');
  const [address = '', fragment] = split(text);
  const url = gitUrlOf(address);
  if (url !== undefined) return gitSource(url, fragment);
  if (/^https?:/.test(text)) {
    if (TARBALL.test(address)) return { kind: 'tarball', at: withoutUser(text) };
    return unknown('its address is neither a tarball nor a git repository');
  }
  if (isPath(text))
    return pathSource(path.resolve(base, text.replace(/^(?:file|link|portal):(?:\/\/)?/, '')));
  return unknown('it is taken by name from a registry');
}

/** True for a version, a range or a tag: the registry then decides whose package it is. */
export function isByName(spec: string): boolean {
  const [address] = split(spec);
  return gitUrlOf(address) === undefined && !isPath(spec) && !/^(?:https?|npm|workspace|patch):/.test(spec);
}

function split(text: string): [string, string | undefined] {
  const at = text.indexOf('#');
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

function isPath(text: string): boolean {
  return /^(?:file:|link:|portal:|\.{0,2}\/|\.{1,2}$|[A-Za-z]:[\\/])/.test(text) || TARBALL.test(text);
}

function unknown(why: string): Source {
  return { kind: 'unknown', why };
}

function gitSource(url: string, fragment: string | undefined): Source {
  const commit = fragment?.replace(/^commit=/, '').toLowerCase() ?? '';
  return isObjectId(commit)
    ? { kind: 'git', url, commit }
    : unknown('its git address names no commit of 40 hex digits, so that it may change');
}

function pathSource(at: string): Source {
  const stat = statSync(at, { throwIfNoEntry: false });
  if (stat?.isDirectory() === true) return { kind: 'directory', path: at, commit: undefined };
  if (stat?.isFile() === true) return { kind: 'tarball', at };
  return unknown('the path that it came from is gone');
}

const HOSTS: Readonly<Record<string, string>> = {
  github: 'github.com',
  gitlab: 'gitlab.com',
  bitbucket: 'bitbucket.org',
};

/** The address of a repository in the form of a URL; undefined if the text is none (npm's hosted-git-info and npm-package-arg). */
export function gitUrlOf(text: string): string | undefined {
  const [, host = 'github', name] = /^(?:(github|gitlab|bitbucket):)?([\w.-]+\/[\w.-]+)$/.exec(text) ?? [];
  if (name !== undefined && !name.startsWith('.'))
    return TARBALL.test(name) ? undefined : `https://${HOSTS[host]}/${name.replace(/\.git$/, '')}.git`;
  const [, user = '', server, where] = /^([\w.-]+@)([\w.-]+):(?!\/\/)(.+)$/.exec(text) ?? [];
  if (server !== undefined) return `ssh://${user}${server}/${where}`;
  const plain = text.replace(/^git\+/, '');
  const isGit =
    plain !== text || /^(?:git|ssh):\/\//.test(text) || /^(?:https?|file):\/\/.*\.git\/?$/.test(text);
  return isGit && /^(?:https?|ssh|git|file):\/\//.test(plain) ? withoutUser(plain) : undefined;
}

/** Without what may be a password; the user of ssh is part of the address. */
function withoutUser(url: string): string {
  return url.replace(/^(\w+):\/\/([^/@]*)@/, (_, scheme: string, user: string) =>
    scheme === 'ssh' ? `ssh://${user.replace(/:.*/, '')}@` : `${scheme}://`,
  );
}
