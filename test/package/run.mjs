// Packs the library, installs it into empty projects with npm and with pnpm, compiles and runs a program there.
// Reaches the registry, for the projects' own cdk8s, constructs and cdk8s-plus-28.
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const tool = path => join(root, 'node_modules', path);
const folder = mkdtempSync(join(tmpdir(), 'cdk8s-kro-package-'));

/** Runs a command and shows what it printed only when it fails. */
function run(cwd, command, args, env = {}) {
  try {
    return execFileSync(command, args, { cwd, encoding: 'utf8', stdio: 'pipe', env: { ...process.env, ...env } });
  } catch (error) {
    const said = `${error.stdout ?? ''}${error.stderr ?? ''}` || error.message;
    throw new Error(`${command} ${args.join(' ')} failed:\n${said}`, { cause: error });
  }
}
const node = (cwd, args, env) => run(cwd, process.execPath, args, env);

function check(holds, claim) {
  if (!holds) throw new Error(`Not so: ${claim}`);
  console.log(`  ok  ${claim}`);
}

const pnpm = tool(join('pnpm', JSON.parse(readFileSync(tool('pnpm/package.json'), 'utf8')).bin.pnpm));
const installers = {
  npm: cwd => run(cwd, 'npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--strict-peer-deps']),
  pnpm: cwd => node(cwd, [pnpm, 'install', '--ignore-scripts', '--store-dir', join(folder, 'store')]),
};
const compilers = { 'TypeScript 5.9': tool('typescript/bin/tsc'), 'TypeScript 7': tool('typescript7/bin/tsc') };

/** An empty project with the program, its dependencies declared as a user declares them. */
function project(name, tarball) {
  const cwd = join(folder, name);
  cpSync(join(root, 'test/package/consumer'), cwd, { recursive: true });
  const { cdk8s, constructs, 'cdk8s-plus-28': plus } = manifest.devDependencies;
  const dependencies = { cdk8s, constructs, 'cdk8s-plus-28': plus, 'cdk8s-kro': `file:${tarball}` };
  writeFileSync(join(cwd, 'package.json'), JSON.stringify({ name: 'consumer', private: true, dependencies }));
  const compilerOptions = { target: 'ES2022', module: 'Node16', strict: true, skipLibCheck: false, types: [] };
  writeFileSync(
    join(cwd, 'tsconfig.json'),
    JSON.stringify({ compilerOptions, include: ['main.ts', 'main.mts', 'minimal.ts', 'imports'] }),
  );
  cpSync(join(root, 'apps/minimal.ts'), join(cwd, 'minimal.ts'));
  writeFileSync(join(cwd, 'cdk8s.yaml'), 'app: node main.js\n');
  writeFileSync(
    join(cwd, 'main.mts'),
    readFileSync(join(cwd, 'main.ts'), 'utf8').replace('./imports/ex.io', './imports/ex.io.js'),
  );
  return cwd;
}

/** Files below a folder and their contents, as one text. */
const contentsOf = dir =>
  readdirSync(dir, { recursive: true })
    .filter(file => statSync(join(dir, file)).isFile())
    .sort()
    .map(file => `${file}\n${readFileSync(join(dir, file), 'utf8')}`)
    .join('\n');

const versionOf = path => JSON.parse(readFileSync(path, 'utf8')).version;

/** Every installed copy of constructs, wherever a package manager puts it. */
const copiesOfConstructs = cwd =>
  new Set(
    readdirSync(join(cwd, 'node_modules'), { recursive: true })
      .filter(file =>
        /(^|[\\/])node_modules[\\/]constructs[\\/]package\.json$|^constructs[\\/]package\.json$/.test(file),
      )
      .map(file => realpathSync(join(cwd, 'node_modules', file)))
      .filter(path => versionOf(path).startsWith('10.')),
  );

try {
  rmSync(join(root, 'build'), { recursive: true, force: true }); // what it holds of deleted sources would be packed
  run(root, 'npm', ['run', 'build']);
  run(root, 'npm', ['pack', '--pack-destination', folder, '--ignore-scripts']);
  const tarball = join(folder, `cdk8s-kro-${manifest.version}.tgz`);
  console.log(`cdk8s-kro-${manifest.version}.tgz: ${Math.round(statSync(tarball).size / 1024)} kB`);
  const outputs = new Set();
  for (const [name, install] of Object.entries(installers)) {
    console.log(`\n${name}`);
    const cwd = project(name, tarball);
    install(cwd);
    check(copiesOfConstructs(cwd).size === 1, 'one copy of constructs 10');
    const own = createRequire(join(cwd, 'main.js'));
    const inside = createRequire(realpathSync(own.resolve('cdk8s-kro')));
    check(own.resolve('constructs') === inside.resolve('constructs'), 'the library and the project share it');
    const cli = (...args) => run(cwd, join(cwd, 'node_modules/.bin/cdk8s-kro'), args);
    check(cli('--version').trim() === manifest.version, 'the command starts');
    cli('import', 'widgets.crd.yaml');
    for (const [compiler, tsc] of Object.entries(compilers)) {
      node(cwd, [tsc, '-p', '.']);
      check(true, `compiles with ${compiler}, skipLibCheck off`);
    }
    node(cwd, ['minimal.js'], { CDK8S_OUTDIR: join(cwd, 'dist-minimal') });
    check(readdirSync(join(cwd, 'dist-minimal')).includes('rgds'), "README's example runs");
    cli('synth');
    cli('synth', '--check');
    outputs.add(contentsOf(join(cwd, 'dist')));
    check(outputs.size === 1, 'the command writes and checks the same bytes');
    check(cli('check', 'dist', '--fail-on', 'warning').startsWith('No findings'), 'the command finds nothing in them');
    for (const file of ['main.js', 'main.mjs']) {
      const outdir = join(cwd, `dist-${file}`);
      mkdirSync(outdir);
      node(cwd, [file], { CDK8S_OUTDIR: outdir });
      outputs.add(contentsOf(outdir));
      check(outputs.size === 1, `${file === 'main.js' ? 'CommonJS' : 'ESM'} runs and writes the same bytes`);
    }
  }
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
