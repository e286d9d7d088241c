/** husky: hooks in `.husky`, and the package and script that put them in force. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../../model/error.ts';
import { hookEdits, type Plan, type PlanOptions, type Step } from '../edits.ts';
import { installCommand } from '../install.ts';
import { specIn } from '../installed.ts';
import { editableText, type PackageManager, type Project, SETTINGS } from '../project.ts';
import { isByName, NAME_SOURCE, notesOn, specOf } from '../source.ts';

/** Where husky's hooks are: beside the package.json that installs it. */
export function huskyDir({ root, packageDir }: Project): string {
  return path.join(packageDir ?? root, '.husky');
}

export function planHusky(project: Project, options: PlanOptions): Plan {
  const { packageDir, root } = project;
  if (packageDir === undefined) {
    throw new UserError('refused', 'husky needs a package.json', {
      hint: 'leakward init --manager plain does not',
    });
  }
  const manifest = path.join(packageDir, 'package.json');
  const before = editableText(manifest, SETTINGS);
  const script = scriptOf(project.packageManager);
  const after = withScript(before, manifest, script, huskyCommand(packageDir, root));
  const edits = hookEdits(project, huskyDir(project), options, false);
  const inForce = project.hooksDir === path.join(huskyDir(project), '_') && existsSync(project.hooksDir);
  const { packages, notes } = packagesOf(packageDir, before, project, options);
  const install = installCommand(project.packageManager, packages);
  const prepare: Step = { command: [install[0], 'run', script], cwd: packageDir };
  return {
    edits: [...(after === before ? [] : [{ file: manifest, after, isProgram: false }]), ...edits],
    steps: [
      ...(packages.length === 0 ? [] : [{ command: install, cwd: packageDir }]),
      ...(inForce ? [] : [prepare]),
    ],
    notes,
  };
}

/** What has to be installed for husky to run, and with it leakward if its source is known. */
function packagesOf(
  packageDir: string,
  manifest: string,
  { packageManager }: Project,
  { source }: PlanOptions,
): { readonly packages: readonly string[]; readonly notes: readonly string[] } {
  const isThere = (name: string): boolean =>
    packageManager === 'yarn-pnp'
      ? new RegExp(`"${name}"\\s*:`).test(manifest)
      : existsSync(path.join(packageDir, 'node_modules', name));
  if (isThere('husky')) return { packages: [], notes: [] };
  if (isThere('leakward')) return { packages: ['husky'], notes: [] };
  const spec = specIn(packageDir);
  if (source.kind === 'unknown') {
    if (spec !== undefined && isByName(spec))
      throw new UserError(
        'refused',
        `${path.join(packageDir, 'package.json')} asks a registry for leakward`,
        {
          hint: `nobody owns that name on npm yet; ${NAME_SOURCE}`,
        },
      );
    const why = `leakward is not added to package.json: where this one was installed from is not known (${source.why})`;
    return { packages: ['husky'], notes: [`${why}; ${NAME_SOURCE}`] };
  }
  return { packages: ['husky', specOf(source)], notes: notesOn(source) };
}

/** The script that runs after an install. Yarn 2 and later knows no `prepare`. */
function scriptOf(manager: PackageManager): 'prepare' | 'postinstall' {
  return manager === 'yarn-pnp' || manager === 'yarn-berry' ? 'postinstall' : 'prepare';
}

/** husky's own advice: from the repository's root if the package is below it. */
function huskyCommand(packageDir: string, root: string): string {
  const [up, down] = [path.relative(packageDir, root), path.relative(root, packageDir)];
  return up === '' ? 'husky' : `cd ${up} && husky ${path.join(down, '.husky')}`.replaceAll('\\', '/');
}

function withScript(text: string, file: string, script: string, run: string): string {
  const manifest = parseManifest(text, file);
  const existing = manifest.scripts?.[script];
  if (existing !== undefined && /\bhusky\b/.test(existing)) return text;
  const scripts = { ...manifest.scripts, [script]: existing === undefined ? run : `${existing} && ${run}` };
  const indent = /^([ \t]+)"/m.exec(text)?.[1] ?? '  ';
  const made = JSON.stringify({ ...manifest, scripts }, null, indent);
  return text.endsWith('\n') ? `${made}\n` : made;
}

function parseManifest(text: string, file: string): { scripts?: Record<string, string> } {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new UserError('bad-config', `${file} is not JSON`, { cause });
  }
}
