/**
 * Where tools keep what was typed, pasted or sent: paths as data, relative to the directories that systems and tools
 * agree on. `*` stands for one name. What is not there is passed by; a directory is read whole, so that large ones
 * are named by their parts.
 */

/** Directories that paths are relative to. */
export type Base = 'home' | 'config' | 'data' | 'state' | 'cache' | 'app' | 'local';

export type PresetGroup =
  | 'shell'
  | 'history'
  | 'agent'
  | 'editor'
  | 'packages'
  | 'containers'
  | 'network'
  | 'cloud'
  | 'git'
  | 'session';

export interface Preset {
  readonly group: PresetGroup;
  /** What the paths are, for people. */
  readonly what: string;
  readonly base: Base | { readonly variable: string };
  /** An empty one is the base itself. */
  readonly paths: readonly string[];
}

const preset = (group: PresetGroup, what: string, base: Base, ...paths: readonly string[]): Preset => {
  return { group, what, base, paths };
};

const moved = (group: PresetGroup, what: string, variable: string, ...paths: readonly string[]): Preset => {
  return { group, what, base: { variable }, paths: paths.length === 0 ? [''] : paths };
};

/** Visual Studio Code and what is built from it keep the same things under their own names. */
const CODE = ['Code', 'Code - Insiders', 'VSCodium', 'Cursor', 'Windsurf', 'Kiro'].flatMap((name) => [
  preset('editor', `${name} settings`, 'app', `${name}/User/settings.json`, `${name}/User/mcp.json`),
  preset('editor', `${name} local history`, 'app', `${name}/User/History`, `${name}/Backups`),
  preset('editor', `${name} storage`, 'app', `${name}/User/globalStorage`, `${name}/User/workspaceStorage`),
]);

export const PRESETS: readonly Preset[] = [
  preset(
    'shell',
    'shell history',
    'home',
    '.bash_history',
    '.bash_sessions',
    '.zsh_history',
    '.zhistory',
    '.zsh_sessions',
    '.histfile',
    '.history',
    '.sh_history',
    '.ksh_history',
  ),
  preset('shell', 'shell history', 'state', 'bash/history', 'zsh/history', 'elvish/db.bolt'),
  preset('shell', 'shell history', 'data', 'fish/fish_history', 'zsh/history', 'atuin/history.db', 'xonsh'),
  preset('shell', 'shell history', 'data', 'powershell/PSReadLine'),
  preset('shell', 'shell history', 'app', 'Microsoft/Windows/PowerShell/PSReadLine', 'nushell'),
  preset('shell', 'shell history', 'local', 'clink/clink_history'),
  preset(
    'shell',
    'shell settings',
    'home',
    '.profile',
    '.bashrc',
    '.bash_profile',
    '.bash_login',
    '.bash_aliases',
    '.zshrc',
    '.zshenv',
    '.zprofile',
    '.zlogin',
    '.env',
    '.envrc',
    '.pam_environment',
    'Documents/PowerShell/Microsoft.PowerShell_profile.ps1',
    'Documents/WindowsPowerShell/Microsoft.PowerShell_profile.ps1',
  ),
  preset('shell', 'shell settings', 'config', 'fish', 'environment.d', 'direnv', 'powershell', 'zsh'),

  preset(
    'history',
    'history of an interpreter or client',
    'home',
    '.node_repl_history',
    '.bun_repl_history',
    '.python_history',
    '.ipython/profile_default/history.sqlite',
    '.irb_history',
    '.pry_history',
    '.psql_history',
    '.mysql_history',
    '.sqlite_history',
    '.rediscli_history',
    '.mongosh',
    '.lesshst',
    '.rest-client',
    '.httpie',
  ),
  preset('history', 'history of an interpreter or client', 'state', 'python_history', 'lesshst'),
  preset('history', 'history of an interpreter or client', 'data', 'pry/pry_history', 'irb/irb_history'),
  preset('history', 'API client', 'app', 'Insomnia/*.db', 'bruno', 'Postman/storage', 'Postman/IndexedDB'),
  preset('history', 'API client', 'config', 'httpie'),

  preset('agent', 'Claude Code transcripts and settings', 'home', '.claude', '.claude.json'),
  preset('agent', 'Claude settings', 'app', 'Claude/claude_desktop_config.json', 'Claude/logs'),
  preset('agent', 'Claude settings', 'home', 'Library/Logs/Claude'),
  preset('agent', 'Codex transcripts and settings', 'home', '.codex'),
  preset('agent', 'Gemini transcripts and settings', 'home', '.gemini', '.qwen'),
  preset('agent', 'Cursor transcripts', 'home', '.cursor/projects', '.cursor/chats', '.cursor/mcp.json'),
  preset('agent', 'Copilot transcripts and settings', 'home', '.copilot'),
  preset('agent', 'Copilot transcripts and settings', 'config', 'github-copilot'),
  preset(
    'agent',
    'Windsurf transcripts',
    'home',
    '.codeium/windsurf/cascade',
    '.codeium/windsurf/memories',
    '.codeium/windsurf/mcp_config.json',
  ),
  preset(
    'agent',
    'aider history',
    'home',
    '.aider.chat.history.md',
    '.aider.input.history',
    '.aider.conf.yml',
  ),
  preset('agent', 'Continue sessions', 'home', '.continue/sessions', '.continue/dev_data', '.continue/logs'),
  preset(
    'agent',
    'Continue settings',
    'home',
    '.continue/config.json',
    '.continue/config.yaml',
    '.continue/.env',
  ),
  preset('agent', 'opencode transcripts and settings', 'data', 'opencode/storage', 'opencode/log'),
  preset('agent', 'opencode transcripts and settings', 'config', 'opencode/opencode.json'),
  preset('agent', 'goose transcripts and settings', 'data', 'goose/sessions'),
  preset('agent', 'goose transcripts and settings', 'config', 'goose'),
  preset('agent', 'Zed conversations', 'data', 'zed/conversations', 'zed/threads', 'zed/db'),
  preset('agent', 'other agents', 'home', '.amazonq', '.aws/amazonq', '.factory', '.junie', '.openhands'),
  preset('agent', 'other agents', 'config', 'io.datasette.llm', 'amp'),
  preset('agent', 'other agents', 'data', 'amp', 'amazon-q'),

  ...CODE,
  preset('editor', 'Code on a server', 'home', '.vscode-server/data/User', '.cursor-server/data/User'),
  preset(
    'editor',
    'JetBrains settings and scratches',
    'app',
    'JetBrains/*/options',
    'JetBrains/*/scratches',
    'JetBrains/*/consoles',
    'JetBrains/*/workspace',
  ),
  preset('editor', 'JetBrains local history', 'cache', 'JetBrains/*/LocalHistory'),
  preset('editor', 'Vim history and undo', 'home', '.viminfo', '.vim/undo', '.vim/backup', '.vim/swap'),
  preset('editor', 'Vim history and undo', 'state', 'nvim/shada', 'nvim/undo', 'nvim/swap', 'vim'),
  preset('editor', 'Vim history and undo', 'data', 'nvim/shada', 'nvim/undo', 'nvim/swap'),
  preset('editor', 'Emacs saves', 'home', '.emacs.d/auto-save-list', '.emacs.d/backups', '.emacs.d/recentf'),
  preset('editor', 'Sublime Text sessions', 'app', 'Sublime Text/Local', 'sublime-text/Local'),
  preset('editor', 'Zed settings', 'config', 'zed/settings.json'),

  preset(
    'packages',
    'npm, Yarn, pnpm or Bun settings',
    'home',
    '.npmrc',
    '.npm/_logs',
    '.yarnrc',
    '.yarnrc.yml',
    '.bunfig.toml',
  ),
  preset('packages', 'npm, Yarn, pnpm or Bun settings', 'config', 'pnpm/rc', 'configstore'),
  preset('packages', 'Python package settings', 'home', '.pypirc', '.pip/pip.conf', '.condarc'),
  preset('packages', 'Python package settings', 'config', 'pip', 'pypoetry', 'uv'),
  preset(
    'packages',
    'package settings',
    'home',
    '.gem/credentials',
    '.bundle/config',
    '.cargo/config',
    '.cargo/config.toml',
    '.cargo/credentials.toml',
    '.m2/settings.xml',
    '.gradle/gradle.properties',
    '.composer/auth.json',
  ),
  preset('packages', 'package settings', 'app', 'NuGet/NuGet.Config', 'pip/pip.ini'),
  preset('packages', 'package settings', 'config', 'composer/auth.json'),

  preset('containers', 'container settings', 'home', '.docker/config.json', '.kube/config'),
  preset('containers', 'container settings', 'config', 'containers/auth.json', 'helm/repositories.yaml'),

  preset('network', 'netrc', 'home', '.netrc', '_netrc'),
  preset('network', 'curl, wget or ssh settings', 'home', '.curlrc', '_curlrc', '.wgetrc', '.ssh/config'),
  preset('network', 'curl, wget or ssh settings', 'home', '.ssh/environment'),

  preset('cloud', 'cloud settings', 'home', '.aws/credentials', '.aws/config', '.azure', '.fly/config.yml'),
  preset('cloud', 'cloud settings', 'home', '.terraform.d/credentials.tfrc.json', '.terraformrc'),
  preset('cloud', 'cloud settings', 'config', 'gcloud', 'gh', 'glab-cli', 'doctl', 'netlify', '.wrangler'),
  preset('cloud', 'cloud settings', 'data', 'com.vercel.cli'),

  preset('git', 'git settings and credentials', 'home', '.gitconfig', '.git-credentials'),
  preset('git', 'git settings and credentials', 'config', 'git'),

  preset('session', 'services of the user', 'config', 'systemd/user', 'autostart'),
  preset('session', 'services of the user', 'home', 'Library/LaunchAgents'),
  preset('session', 'terminal sessions', 'home', '.tmux/resurrect', '.tmux.conf', '.screenrc'),
  preset('session', 'terminal sessions', 'data', 'tmux/resurrect'),
  preset('session', 'clipboard history', 'data', 'klipper', 'gpaste', 'copyq'),
  preset('session', 'clipboard history', 'cache', 'cliphist'),

  // Variables that move one of the above elsewhere.
  moved('shell', 'shell history', 'HISTFILE'),
  moved('shell', 'shell settings', 'ZDOTDIR', '.zshrc', '.zshenv', '.zprofile', '.zlogin', '.zsh_history'),
  moved('history', 'history of an interpreter or client', 'NODE_REPL_HISTORY'),
  moved('history', 'history of an interpreter or client', 'PYTHON_HISTORY'),
  moved('history', 'history of an interpreter or client', 'PSQL_HISTORY'),
  moved('history', 'history of an interpreter or client', 'MYSQL_HISTFILE'),
  moved('history', 'history of an interpreter or client', 'SQLITE_HISTORY'),
  moved('history', 'history of an interpreter or client', 'LESSHISTFILE'),
  moved('agent', 'Claude Code transcripts and settings', 'CLAUDE_CONFIG_DIR'),
  moved('agent', 'Codex transcripts and settings', 'CODEX_HOME'),
  moved('packages', 'npm, Yarn, pnpm or Bun settings', 'NPM_CONFIG_USERCONFIG'),
  moved('packages', 'Python package settings', 'PIP_CONFIG_FILE'),
  moved('containers', 'container settings', 'DOCKER_CONFIG', 'config.json'),
  moved('containers', 'container settings', 'KUBECONFIG'),
  moved('network', 'netrc', 'NETRC'),
  moved('cloud', 'cloud settings', 'AWS_SHARED_CREDENTIALS_FILE'),
  moved('git', 'git settings and credentials', 'GIT_CONFIG_GLOBAL'),
];
