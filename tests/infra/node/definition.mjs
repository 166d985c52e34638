// Reads a state machine's definition from a CloudFormation template, or a definition as it is.
import { readFileSync } from 'node:fs';

export function readDefinition(file) {
  const document = JSON.parse(readFileSync(file, 'utf8'));
  if (document.States) return document;
  const machines = Object.values(document.Resources).filter(resource => resource.Type === 'AWS::StepFunctions::StateMachine');
  if (machines.length !== 1) throw new Error(`${file} holds ${machines.length} state machines`);
  return JSON.parse(plain(machines[0].Properties.DefinitionString));
}

// References become plain words, ARNs stay ARNs: enough for every check here.
function plain(value) {
  if (typeof value === 'string') return value;
  if (value.Ref) return value.Ref === 'AWS::Partition' ? 'aws' : value.Ref;
  if (value['Fn::GetAtt']) return `arn:aws:lambda:local:000000000000:function:${value['Fn::GetAtt'][0]}`;
  if (value['Fn::Sub']) return value['Fn::Sub'];
  if (value['Fn::Join']) return value['Fn::Join'][1].map(plain).join(value['Fn::Join'][0]);
  throw new Error(`Not a reference: ${JSON.stringify(value)}`);
}

/** Every state of every level as [name, state, depth]; depth 0 is outside of any Map. */
export function* statesOf(definition, depth = 0) {
  for (const [name, state] of Object.entries(definition.States)) {
    yield [name, state, depth];
    for (const inner of [state.ItemProcessor, state.Iterator, ...(state.Branches ?? [])]) if (inner) yield* statesOf(inner, depth + 1);
  }
}
