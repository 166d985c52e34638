// Executes a state machine with scripted answers. usage: node execute.mjs TEMPLATE_OR_DEFINITION < {input, answers}
// Nothing is validated here, so that a test may start in the middle, as a redrive does: validate.mjs does that.
// answers: for each task state the list of what it gives, call by call: {"result": ...} or {"error": name}; the last answer repeats.
// Prints {status, output | error, cause, largestPayloadBytes, calls: [{state, input}]}; the service allows 262,144 bytes a payload.
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
let largestPayloadBytes = 0;

function measure(...payloads) {
  for (const payload of payloads)
    if (payload !== undefined) largestPayloadBytes = Math.max(largestPayloadBytes, Buffer.byteLength(JSON.stringify(payload)));
}

const answer = state => async parameters => {
  calls.push({ state, input: parameters });
  measure(parameters);
  const [next, ...later] = answers[state];
  if (later.length > 0) answers[state] = later;
  if (next.error) throw new TaskError(next.error);
  return next.result;
};

const tasks = [...statesOf(definition)].filter(([, state]) => state.Type === 'Task').map(([name]) => name);
const execution = new StateMachine(definition, { validationOptions: { noValidate: true } }).run(input, {
  overrides: {
    taskResourceLocalHandlers: Object.fromEntries(tasks.map(state => [state, answer(state)])),
    retryIntervalOverrides: Object.fromEntries(tasks.map(state => [state, 1])),
  },
  context: { Execution: { Name: 'tested' }, State: { get EnteredTime() { return new Date().toISOString(); } } },
});
const events = (async () => {
  for await (const event of execution.eventLogs) measure(event.state?.input, event.state?.output, event.input, event.output);
})();
const report = async result => {
  await events;
  console.log(JSON.stringify({ ...result, largestPayloadBytes, calls }));
};
try {
  await report({ status: 'SUCCEEDED', output: await execution.result });
} catch (failure) {
  const { name: error, message: cause } = failure.cause ?? failure;
  await report({ status: 'FAILED', error, cause });
}
