// Names of files that are to lie side by side. Some file systems do not tell cases apart, so neither is it done here.

/**
 * Gives each name once: from the second on it is numbered.
 * @param {Iterable<string>} [taken] names that are not to be given
 * @returns {(name: string) => string}
 */
export function freeNames(taken = []) {
  const known = new Set([...taken].map((name) => name.toLowerCase()));
  return (name) => {
    let number = 1;
    while (known.has(numbered(name, number).toLowerCase())) number += 1;
    const free = numbered(name, number);
    known.add(free.toLowerCase());
    return free;
  };
}

/** @param {string} name @param {number} number counted from one */
export function numbered(name, number) {
  return number === 1 ? name : name.replace(/(\.md)?$/, `-${number}$1`);
}
