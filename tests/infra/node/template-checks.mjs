// Checks whole templates: cdk-nag's AwsSolutions rules and AWS's CloudFormation validator.
// usage: node template-checks.mjs < [[template, ...], ...] Prints as JSON, for each list of templates, a line for each finding that
// acknowledged.json does not explain and for each explanation that explains nothing.
import { mkdtempSync, readFileSync, rmSync, existsSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { App, DefaultStackSynthesizer, Stack, Validations } from 'aws-cdk-lib';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { AwsSolutionsChecks } from 'cdk-nag';

const require = createRequire(createRequire(import.meta.url).resolve('aws-cdk-lib/package.json'));
const { CompositeEngine, TemplateFile } = require('@aws/cloudformation-validate');
const acknowledged = JSON.parse(readFileSync(new URL('acknowledged.json', import.meta.url)));

/** cdk-nag's findings as [rule with what it is about, logical id]. It reports by failing the synthesis and leaving a file. */
function nag(templateFile) {
  const outdir = mkdtempSync(join(tmpdir(), 'nag-'));
  const app = new App({ outdir });
  const stack = new Stack(app, 'Nag', { synthesizer: new DefaultStackSynthesizer({ generateBootstrapVersionRule: false }) });
  new CfnInclude(stack, 'T', { templateFile });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  const failure = silently(() => app.synth());
  const report = join(outdir, 'validation-report.json');
  if (!existsSync(report)) throw failure ?? new Error('cdk-nag left no report: it has checked nothing');
  const { pluginReports } = JSON.parse(readFileSync(report, 'utf8'));
  rmSync(outdir, { recursive: true });
  return pluginReports.flatMap(plugin => plugin.violations).flatMap(violation =>
    violation.violatingConstructs.map(construct => [violation.ruleName, construct.constructPath.replace('Nag/T/', '')]));
}

// The same findings come as prose too.
function silently(action) {
  const { write } = process.stderr;
  process.stderr.write = () => true;
  try { action(); } catch (error) { return error; } finally { process.stderr.write = write; }
}

function validate(engine, templateFile) {
  return engine.validateTemplate(new TemplateFile(templateFile)).diagnostics
    .filter(({ severity }) => severity !== 'INFO') // taste, and what an update would replace
    .map(({ ruleId, severity, message, entity }) => [`${ruleId} ${severity}: ${message}`, entity?.logicalId ?? entity?.id ?? '']);
}

const explains = ({ finding, about, resources }) => ([found, resource]) =>
  found.startsWith(finding) && found.includes(about) && resources.some(prefix => resource.startsWith(prefix));

function check(engine, templates) {
  const folder = mkdtempSync(join(tmpdir(), 'templates-'));
  const findings = templates.flatMap((template, index) => {
    const file = join(folder, `${index}.template.json`);
    writeFileSync(file, JSON.stringify(template));
    return [...nag(file), ...validate(engine, file)];
  });
  rmSync(folder, { recursive: true });
  return [...new Set([
    ...findings.filter(finding => !acknowledged.some(entry => explains(entry)(finding)))
      .map(([found, resource]) => `${found}  ${resource}`),
    ...acknowledged.filter(entry => !entry.reason).map(entry => `${entry.finding} is acknowledged without a reason`),
    ...acknowledged.filter(entry => !findings.some(explains(entry)))
      .map(entry => `${entry.finding} ${entry.about} is acknowledged and not found`),
  ])];
}

const engine = new CompositeEngine();
console.log(JSON.stringify((await json(process.stdin)).map(templates => check(engine, templates))));
