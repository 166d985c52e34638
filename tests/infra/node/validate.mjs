// Checks a state machine. usage: node validate.mjs TEMPLATE_OR_DEFINITION. One line for each finding; exit code 1 when there is any.
import { createRequire } from 'node:module';
import { readDefinition } from './definition.mjs';
import { overlooked } from './overlooked.mjs';
import { notPortable } from './portable.mjs';

const require = createRequire(import.meta.url);
const aslValidator = require('asl-validator');
const { getLanguageService } = require('amazon-states-language-service');
const { TextDocument } = require('vscode-languageserver-textdocument');

function validator(definition) {
  const { isValid, errors } = (aslValidator.default ?? aslValidator)(definition);
  return isValid ? [] : errors.map(error => `${error['Error code'] ?? error.instancePath}: ${error.Message ?? error.message}`);
}

async function languageService(definition) {
  const service = getLanguageService({});
  const document = TextDocument.create('file:///definition.asl.json', 'asl', 1, JSON.stringify(definition, null, 2));
  const findings = await service.doValidation(document, service.parseJSONDocument(document));
  return findings.map(finding => `line ${finding.range.start.line + 1}: ${finding.message}`);
}

const definition = readDefinition(process.argv[2]);
const checks = { 'asl-validator': validator, 'language service': languageService, portable: notPortable, overlooked };
for (const [name, check] of Object.entries(checks)) {
  // A copy each: asl-validator writes defaults into what it is given.
  for (const finding of await check(structuredClone(definition))) {
    console.log(`${name}: ${finding}`);
    process.exitCode = 1;
  }
}
