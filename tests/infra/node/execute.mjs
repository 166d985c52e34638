// Executes a state machine with scripted answers. usage: node execute.mjs TEMPLATE_OR_DEFINITION < {input, answers}
// answers: for each task state the list of what it gives, call by call: {"result": ...} or {"error": name}; the last answer repeats.
// Prints {status, output | error, cause, calls: [{state, input}]}.
import { text } from 'node:stream/consumers';
import { StateMachine } from 'aws-local-stepfunctions';
import { readDefinition, statesOf } from './definition.mjs';

class TaskError extends Error {
  constructor(name) {
    super(`scripted ${name}`);
    this.name = name;
  }
}

const definition = readDefinition(process.argv[2]);
const { input, answers } = JSON.parse(await text(process.stdin));
const calls = [];

const answer = state => async parameters => {
  calls.push({ state, input: parameters });
  const [next, ...later] = answers[state];
  if (later.length > 0) answers[state] = later;
  if (next.error) throw new TaskError(next.error);
  return next.result;
};

const tasks = [...statesOf(definition)].filter(([, state]) => state.Type === 'Task').map(([name]) => name);
const execution = new StateMachine(definition, { validationOptions: { checkArn: false } }).run(input, {
  overrides: {
    taskResourceLocalHandlers: Object.fromEntries(tasks.map(state => [state, answer(state)])),
    retryIntervalOverrides: Object.fromEntries(tasks.map(state => [state, 1])),
  },
  context: { Execution: { Name: 'tested' } },
});
try {
  console.log(JSON.stringify({ status: 'SUCCEEDED', output: await execution.result, calls }));
} catch (failure) {
  const { name: error, message: cause } = failure.cause ?? failure;
  console.log(JSON.stringify({ status: 'FAILED', error, cause, calls }));
}
