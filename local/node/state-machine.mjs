// Runs the synthesized state machine; its tasks become calls of a server on this machine.
// usage: TASKS=URL/ node state-machine.mjs TEMPLATE INPUT_FILE EXECUTION_NAME BUCKET Workflow|Backfill [RETRY_MS]
// Prints an event a line and at the end {"type":"Result",...}; ends at once when its standard input does.
import { readFileSync } from 'node:fs';
import http from 'node:http';
import { StateMachine } from 'aws-local-stepfunctions';
import { readTemplate } from './template.mjs';

const [, , templateFile, inputFile, executionName, bucket, machine, retryMs] = process.argv;
const { definition, definitions, handlers } = readTemplate(templateFile, bucket, machine);
let largestPayloadBytes = 0;

class TaskError extends Error {
  constructor(name, message) { super(message); this.name = name; }
}

// Not fetch: it gives up after five minutes, and a processing job answers only when it is done.
function post(path, body) {
  const { promise, resolve, reject } = Promise.withResolvers();
  const lost = error => reject(new TaskError('Lambda.SdkClientException', `${path}: ${error.message}`));
  const options = { method: 'POST', headers: { 'content-type': 'application/json' } };
  const request = http.request(new URL(path, process.env.TASKS), options, response => {
    const chunks = [];
    response.on('data', chunk => chunks.push(chunk)).on('error', lost).on('end', () => {
      try {
        const answer = JSON.parse(Buffer.concat(chunks).toString());
        if (response.statusCode < 300) resolve(answer);
        else reject(new TaskError(answer.errorType ?? 'States.TaskFailed', answer.errorMessage ?? response.statusMessage));
      } catch (error) { lost(error); }
    });
  });
  request.on('error', lost).end(JSON.stringify(body));
  return promise;
}

async function invoke(parameters) {
  const id = parameters.FunctionName.split(':').pop();
  const handler = handlers[id];
  if (!handler) throw new TaskError('Lambda.ResourceNotFoundException', `no function ${id} with a handler in the template`);
  return { StatusCode: 200, ExecutedVersion: '$LATEST', Payload: await post(`functions/${handler}`, parameters.Payload) };
}

// Nobody listens on this machine; each event becomes a line.
async function announce({ Entries }) {
  for (const entry of Entries) console.log(JSON.stringify({ type: 'Announced', entry }));
  return { FailedEntryCount: 0, Entries: Entries.map(() => ({ EventId: 'local' })) };
}

// One at a time: the events of a machine within another carry no name.
let free = Promise.resolve();
function within({ StateMachineArn, Input }) {
  const id = StateMachineArn.split(':').pop();
  const run = free.then(async () => {
    const { status, output, error, cause } = await execute(definitions[id], Input, `${executionName}-${id}`);
    if (status === 'succeeded') return { Status: 'SUCCEEDED', Output: output };
    throw new TaskError('States.TaskFailed', `${error}: ${cause}`);
  });
  free = run.catch(() => {});
  return run;
}

const integrations = {
  'arn:aws:states:::states:startExecution.sync:2': within,
  'arn:aws:states:::events:putEvents': announce,
  'arn:aws:states:::sns:publish': async () => ({ MessageId: 'local' }), // whoever runs it here reads its message
  'arn:aws:states:::lambda:invoke': invoke,
  // This machine runs as many instances as are asked for, a few at a time.
  'arn:aws:states:::aws-sdk:servicequotas:getServiceQuota': async () => ({ Quota: { Value: 1_000_000 } }),
  'arn:aws:states:::aws-sdk:servicequotas:getAWSDefaultServiceQuota': async () => ({ Quota: { Value: 0 } }),
  'arn:aws:states:::aws-sdk:cloudwatchlogs:createLogGroup': async () => ({}), // the jobs' logs are files here
  'arn:aws:states:::aws-sdk:cloudwatchlogs:putRetentionPolicy': async () => ({}),
  'arn:aws:states:::sagemaker:createProcessingJob.sync': parameters => post('processing-jobs', parameters),
};

function* tasks(machine) {
  for (const [name, state] of Object.entries(machine.States)) {
    if (state.Type === 'Task') yield [name, state];
    for (const inner of [state.ItemProcessor, state.Iterator, ...(state.Branches ?? [])]) if (inner) yield* tasks(inner);
  }
}

// The service's limit is 256 KB a state; the interpreter has none, so the largest is reported.
function measure(...payloads) {
  for (const payload of payloads)
    if (payload !== undefined) largestPayloadBytes = Math.max(largestPayloadBytes, Buffer.byteLength(JSON.stringify(payload)));
}

function measured(task) {
  return async parameters => {
    const result = await task(parameters);
    measure(parameters, result);
    return result;
  };
}

function overrides(definition) {
  const taskResourceLocalHandlers = {}, retryIntervalOverrides = {};
  for (const [name, state] of tasks(definition)) {
    const task = integrations[state.Resource];
    if (!task) throw new Error(`${name}: nothing on this machine stands for ${state.Resource}`);
    taskResourceLocalHandlers[name] = measured(task);
    if (retryMs !== undefined && state.Retry) retryIntervalOverrides[name] = Number(retryMs);
  }
  return { taskResourceLocalHandlers, retryIntervalOverrides };
}

// Inputs and outputs stay out of the lines: hundreds of jobs would make them megabytes.
function print({ type, timestamp, state, index, retry, Error: error, Cause: cause }) {
  console.log(JSON.stringify({ type, timestamp, state: state?.name, index, retry, error, cause }));
}

process.on('SIGINT', () => {}).on('SIGTERM', () => process.exit(143));
process.stdin.on('end', () => process.exit(143)).resume();

async function execute(definition, input, name) {
  const execution = new StateMachine(definition).run(input, {
    overrides: overrides(definition),
    context: {
      Execution: { Name: name, Id: `arn:aws:states:us-west-2:000000000000:execution:local:${name}` },
      State: { get EnteredTime() { return new Date().toISOString(); } }, // the interpreter sets none; states read it as they are entered
    },
  });
  const events = (async () => {
    for await (const event of execution.eventLogs) {
      measure(event.state?.input, event.state?.output, event.input, event.output);
      print(event);
    }
  })();
  let result;
  try {
    result = { status: 'succeeded', output: await execution.result };
  } catch (error) {
    const failure = error.cause ?? error;
    result = { status: 'failed', error: failure.name, cause: failure.message };
  }
  await events;
  return result;
}

const result = await execute(definition, JSON.parse(readFileSync(inputFile, 'utf8')), executionName);
// Flushed before the process ends: a pipe may accept a line in parts.
process.stdout.write(`${JSON.stringify({ type: 'Result', ...result, largestPayloadBytes })}\n`, () => process.exit(0));
