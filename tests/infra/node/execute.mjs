// Executes state machines with scripted answers. usage: node execute.mjs, then a line of {definition, input, answers} for each execution
// Nothing is validated here, so that a test may start in the middle, as a redrive does: validate.mjs does that.
// answers: for each task state the list of what it gives, call by call: {"result": ...} or {"error": name}; the last answer repeats.
// Prints a line of {status, output | error, cause, largestPayloadBytes, calls: [{state, input}]} for each; the service allows 262,144 bytes
// a payload.
import { createInterface } from 'node:readline';
import { StateMachine } from 'aws-local-stepfunctions';
import { statesOf } from './definition.mjs';

class TaskError extends Error {
  constructor(name) {
    super(`scripted ${name}`);
    this.name = name;
  }
}

async function execute({ definition, input, answers }) {
  const calls = [];
  let largestPayloadBytes = 0;
  const measure = (...payloads) => {
    for (const payload of payloads)
      if (payload !== undefined) largestPayloadBytes = Math.max(largestPayloadBytes, Buffer.byteLength(JSON.stringify(payload)));
  };
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
  let result;
  try {
    result = { status: 'SUCCEEDED', output: await execution.result };
  } catch (failure) {
    const { name: error, message: cause } = failure.cause ?? failure;
    result = { status: 'FAILED', error, cause };
  }
  await events;
  return { ...result, largestPayloadBytes, calls };
}

for await (const line of createInterface({ input: process.stdin })) console.log(JSON.stringify(await execute(JSON.parse(line))));
