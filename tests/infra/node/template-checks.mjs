// Checks whole templates: cdk-nag's packs and AWS's CloudFormation validator.
// usage: node template-checks.mjs < [[template, ...], ...] Prints as JSON, for each list of templates,
//   "unexplained": a line for each finding of the validator and of AwsSolutions that acknowledged.json does not explain, and for each
//                  explanation that explains nothing,
//   "controls":    for each template, what the packs of controls find, as [rule, logical id]: docs/compliance.md lists that.
import { mkdtempSync, readFileSync, rmSync, existsSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { App, DefaultStackSynthesizer, Stack, Validations } from 'aws-cdk-lib';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks } from 'cdk-nag';

const require = createRequire(createRequire(import.meta.url).resolve('aws-cdk-lib/package.json'));
const { CompositeEngine, TemplateFile } = require('@aws/cloudformation-validate');
const acknowledged = JSON.parse(readFileSync(new URL('acknowledged.json', import.meta.url)));

/**
 * cdk-nag's findings in each file as [rule with what it is about, logical id]. It reports by failing the synthesis and leaving a file.
 * All files are stacks of one app: a synthesis costs more than the rules.
 */
function nag(templateFiles) {
  const outdir = mkdtempSync(join(tmpdir(), 'nag-'));
  const app = new App({ outdir });
  for (const [index, templateFile] of templateFiles.entries()) {
    const synthesizer = new DefaultStackSynthesizer({ generateBootstrapVersionRule: false });
    new CfnInclude(new Stack(app, `Nag${index}`, { synthesizer }), 'T', { templateFile });
  }
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new NIST80053R5Checks(app), new HIPAASecurityChecks(app));
  const failure = silently(() => app.synth());
  const report = join(outdir, 'validation-report.json');
  if (!existsSync(report)) throw failure ?? new Error('cdk-nag left no report: it has checked nothing');
  const { pluginReports } = JSON.parse(readFileSync(report, 'utf8'));
  rmSync(outdir, { recursive: true });
  const findings = templateFiles.map(() => []);
  for (const { ruleName, violatingConstructs } of pluginReports.flatMap(plugin => plugin.violations)) {
    for (const { constructPath } of violatingConstructs) {
      const [, index, id] = constructPath.match(/^Nag([0-9]+)\/T\/(.*)$/);
      findings[index].push([ruleName, id]);
    }
  }
  return findings;
}

const isControl = ([rule]) => !rule.startsWith('AwsSolutions-');

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
  const files = templates.map((template, index) => {
    const file = join(folder, `${index}.template.json`);
    writeFileSync(file, JSON.stringify(template));
    return file;
  });
  const found = nag(files);
  const findings = [...found.flat().filter(finding => !isControl(finding)), ...files.flatMap(file => validate(engine, file))];
  rmSync(folder, { recursive: true });
  const unexplained = new Set([
    ...findings.filter(finding => !acknowledged.some(entry => explains(entry)(finding)))
      .map(([rule, resource]) => `${rule}  ${resource}`),
    ...acknowledged.filter(entry => !entry.reason).map(entry => `${entry.finding} is acknowledged without a reason`),
    ...acknowledged.filter(entry => !findings.some(explains(entry)))
      .map(entry => `${entry.finding} ${entry.about} is acknowledged and not found`),
  ]);
  return { unexplained: [...unexplained], controls: found.map(template => template.filter(isControl)) };
}

const engine = new CompositeEngine();
console.log(JSON.stringify((await json(process.stdin)).map(templates => check(engine, templates))));
