// Mistakes that AWS refuses or misunderstands and that neither validator notices.
import { statesOf } from './definition.mjs';

// The members of SageMaker's CreateProcessingJob, API 2017-07-24.
const jobMembers = [
  'AppSpecification', 'Environment', 'ExperimentConfig', 'NetworkConfig', 'ProcessingInputs', 'ProcessingJobName',
  'ProcessingOutputConfig', 'ProcessingResources', 'RoleArn', 'StoppingCondition', 'Tags',
];

export function overlooked(definition) {
  return [...statesOf(definition)].flatMap(([name, state]) =>
    [...rules(state), ...templates(state), ...job(state)].map(finding => `${name}: ${finding}`));
}

function* rules({ Retry = [], Catch = [] }) {
  for (const list of [Retry, Catch])
    if (list.slice(0, -1).some(rule => rule.ErrorEquals?.includes('States.ALL'))) yield 'States.ALL hides the rules after it';
  if (Retry.some(retry => retry.IntervalSeconds === 0)) yield 'IntervalSeconds must be at least 1';
}

function* templates({ Parameters, ItemSelector, ResultSelector }) {
  for (const [key, value] of leaves({ Parameters, ItemSelector, ResultSelector })) {
    if (!key.endsWith('.$') && /^(\$$|\$[.$[]|States\.)/.test(value)) yield `${key} is sent as the text ${value}: its name lacks .$`;
    if (key.endsWith('.$') && !formatFits(value)) yield `${key} fills another number of {} than it has: ${value}`;
  }
}

function* leaves(node) {
  for (const [key, value] of Object.entries(node ?? {}))
    if (typeof value === 'string') yield [key, value];
    else if (typeof value === 'object') yield* leaves(value);
}

// States.Format('a-{}-{}', x, f(y, z)): as many arguments, counted outside of brackets and quotes, as places.
function formatFits(text) {
  const [, places, rest] = /^States\.Format\('([^']*)'(.*)\)$/s.exec(text) ?? [];
  if (places === undefined) return true;
  let depth = 0, quoted = false, given = 0;
  for (const character of rest) {
    if (character === "'") quoted = !quoted;
    else if (quoted) continue;
    else if (character === '(') depth++;
    else if (character === ')') depth--;
    else if (character === ',' && depth === 0) given++;
  }
  return places.split('{}').length - 1 === given;
}

function* job({ Resource, Parameters }) {
  if (!Resource?.includes(':sagemaker:createProcessingJob')) return;
  for (const member of Object.keys(Parameters).map(key => key.replace(/\.\$$/, '')))
    if (!jobMembers.includes(member)) yield `CreateProcessingJob has no member ${member}`;
}
