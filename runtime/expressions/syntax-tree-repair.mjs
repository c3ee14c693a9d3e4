// The parser copies the left side of `?:` and `??` through JSON, where regular expressions become empty objects; `$replace("abc", /z/, "x") ?: 1`
// then never ends. The branch that is taken still holds the real ones, node for node, so they are put back.

/** Changes the tree in place. */
export function repairCopiedRegexes(tree) {
  walk(tree, new Set());
}

/** Does any part group with braces behind a path? */
export function usesGrouping(tree) {
  let found = false;
  visit(tree, new Set(), (node) => {
    if (node.group !== undefined) found = true;
  });
  return found;
}

function walk(tree, seen) {
  visit(tree, seen, (node) => {
    if (node.type !== 'condition') return;
    const { condition, then } = node;
    restore(condition, then, 0);
    // `a ?? b` is read as `$exists(a) ? a : b`.
    if (condition?.type === 'function' && condition.arguments?.length === 1) restore(condition.arguments[0], then, 0);
  });
}

/** Puts each regular expression of `original` to the same place of `copy`, where that place has the same shape. */
function restore(copy, original, depth) {
  if (depth > 1000 || typeof copy !== 'object' || copy === null || typeof original !== 'object' || original === null) return;
  if (copy.type !== original.type) return;
  for (const key of Object.keys(original)) {
    if (original[key] instanceof RegExp) {
      if (original.type === 'regex' && isEmptyObject(copy[key])) copy[key] = original[key];
    } else restore(copy[key], original[key], depth + 1);
  }
}

function isEmptyObject(value) {
  return typeof value === 'object' && value !== null && !(value instanceof RegExp) && Object.keys(value).length === 0;
}

function visit(node, seen, action) {
  const rest = [node];
  while (rest.length > 0) {
    const one = rest.pop();
    if (typeof one !== 'object' || one === null || one instanceof RegExp || seen.has(one)) continue;
    seen.add(one);
    action(one);
    rest.push(...Object.values(one));
  }
}
