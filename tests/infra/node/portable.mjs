// What the offline interpreter (aws-local-stepfunctions 3.0.0) ignores or does unlike AWS.
// A definition that uses none of it runs the same in both.
import { statesOf } from './definition.mjs';

const ignored = [
  'QueryLanguage', 'Assign', 'Output', 'Arguments', 'HeartbeatSeconds', 'HeartbeatSecondsPath', 'Credentials',
  'ItemReader', 'ItemBatcher', 'ResultWriter', 'ToleratedFailureCount', 'ToleratedFailurePercentage',
];
const longestTimer = 2_147_483; // seconds; a JavaScript timer beyond 2^31 ms fires at once

const untimed = state => state.Type === 'Task' && !state.TimeoutSeconds && !state.TimeoutSecondsPath;
const asksForStart = own => /\$\$\.Execution\.(Input|StartTime)/.test(own);

// [what is wrong, (state, its own fields as text, how many Maps around it) => whether it is]
const rules = [
  ...ignored.map(field => [`${field} is ignored offline`, state => field in state]),
  ['a distributed Map runs inline offline', state => state.ItemProcessor?.ProcessorConfig?.Mode === 'DISTRIBUTED'],
  ['a Task without TimeoutSeconds ends after 60 s offline and never on AWS', untimed],
  [`TimeoutSeconds over ${longestTimer} fires at once offline`, state => state.TimeoutSeconds > longestTimer],
  ['MaxConcurrency 0 means 40 offline and no limit on AWS', state => state.Type === 'Map' && !state.MaxConcurrency],
  ['ResultPath "$" makes a key "$" offline: leave it out', state => state.ResultPath === '$'],
  ['CausePath and ErrorPath take a path only', state => [state.CausePath, state.ErrorPath].some(path => path?.startsWith('States.'))],
  ['$$.State (but for EnteredTime) and $$.Task are missing offline', (state, own) => /\$\$\.(State(?!\.EnteredTime\b)|Task)\b/.test(own)],
  ['$$.Map is known in ItemSelector only', (state, own) => state.Type !== 'Map' && /\$\$\.Map\b/.test(own)],
  ['inside a Map $$.Execution.Input and StartTime are the iteration\'s offline', (state, own, depth) => depth > 0 && asksForStart(own)],
  ['a path with [*] that hits nothing fails offline and is [] on AWS', (state, own) => /\$[^"]*\[\*\]/.test(own)],
];

export function notPortable(definition) {
  const findings = definition.QueryLanguage && definition.QueryLanguage !== 'JSONPath' ? ['QueryLanguage is ignored offline'] : [];
  const seen = new Set();
  for (const [name, state, depth] of statesOf(definition)) {
    if (seen.has(name)) findings.push(`${name}: offline a name may be used once over all levels`);
    seen.add(name);
    const { ItemProcessor, Iterator, Branches, ...fields } = state;
    const own = JSON.stringify(fields);
    findings.push(...rules.filter(([, broken]) => broken(state, own, depth)).map(([finding]) => `${name}: ${finding}`));
  }
  return findings;
}
