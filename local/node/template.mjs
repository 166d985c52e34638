// Reads the synthesized CloudFormation template: the state machines in it, and which handler each function runs.
import { readFileSync } from 'node:fs';

const pseudoParameters = {
  'AWS::Partition': 'aws', 'AWS::Region': 'us-west-2', 'AWS::AccountId': '000000000000', 'AWS::URLSuffix': 'amazonaws.com',
};

// bucket: the name that stands for the template's bucket. name: what the logical id of the machine to run begins with, where there are several.
// Returns { definition, definitions: { logical id of a state machine: definition }, handlers: { logical id of a function: handler } }.
export function readTemplate(file, bucket, name = 'Workflow') {
  const resources = JSON.parse(readFileSync(file, 'utf8')).Resources;
  const definitions = Object.fromEntries(Object.entries(resources)
    .filter(([, r]) => r.Type === 'AWS::StepFunctions::StateMachine')
    .map(([id, r]) => [id, JSON.parse(resolve(r.Properties.DefinitionString, resources, bucket))]));
  const machines = Object.keys(definitions);
  const machine = machines.length === 1 ? machines[0] : machines.find(id => id.startsWith(`${name}Machine`));
  if (!machine) throw new Error(`${machines.length} state machines in ${file}, and none that is ${name}`);
  const handlers = Object.fromEntries(Object.entries(resources)
    .filter(([, r]) => r.Type === 'AWS::Lambda::Function')
    .map(([id, r]) => [id, r.Properties.ImageConfig?.Command?.[0]]));
  return { definition: definitions[machine], definitions, handlers };
}

// Tokens of CloudFormation become the values that stand for them here: a bucket's name, an ARN that ends in the logical id.
function resolve(value, resources, bucket) {
  if (value === null || typeof value !== 'object') return value;
  if ('Ref' in value) return reference(value.Ref, resources, bucket);
  if ('Fn::GetAtt' in value) {
    const [id, attribute] = [value['Fn::GetAtt']].flat().join('.').split('.');
    return attribute === 'Arn' ? arn(id, resources, bucket) : reference(id, resources, bucket);
  }
  if ('Fn::Sub' in value) {
    const [text, names = {}] = [value['Fn::Sub']].flat();
    return text.replace(/\$\{([^}]+)\}/g, (_, name) => names[name] !== undefined
      ? resolve(names[name], resources, bucket)
      : resolve(name.includes('.') ? { 'Fn::GetAtt': name } : { Ref: name }, resources, bucket));
  }
  if ('Fn::Join' in value) return value['Fn::Join'][1].map(part => resolve(part, resources, bucket)).join(value['Fn::Join'][0]);
  throw new Error(`cannot resolve ${JSON.stringify(value)}`);
}

const reference = (id, resources, bucket) =>
  pseudoParameters[id] ?? (resources[id]?.Type === 'AWS::S3::Bucket' ? bucket : id);

const arn = (id, resources, bucket) => resources[id]?.Type === 'AWS::S3::Bucket'
  ? `arn:aws:s3:::${bucket}`
  : `arn:aws:local:us-west-2:000000000000:${id}`;
