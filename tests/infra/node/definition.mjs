/** Every state of every level as [name, state, depth]; depth 0 is outside of any Map. */
export function* statesOf(definition, depth = 0) {
  for (const [name, state] of Object.entries(definition.States)) {
    yield [name, state, depth];
    for (const inner of [state.ItemProcessor, state.Iterator, ...(state.Branches ?? [])]) if (inner) yield* statesOf(inner, depth + 1);
  }
}
