// Checks state machines. usage: node validate.mjs < [definition, ...]
// One line for each finding, after the index of its definition; exit code 1 when there is any.
import { createRequire } from 'node:module';
import { json } from 'node:stream/consumers';
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

const checks = { 'asl-validator': validator, 'language service': languageService, portable: notPortable, overlooked };
for (const [index, definition] of (await json(process.stdin)).entries())
  for (const [name, check] of Object.entries(checks))
    // A copy each: asl-validator writes defaults into what it is given.
    for (const finding of await check(structuredClone(definition))) {
      console.log(`${index}: ${name}: ${finding}`);
      process.exitCode = 1;
    }
