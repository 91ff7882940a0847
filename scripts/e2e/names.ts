/** A test that is tried once more finds the names of its first try taken: each try has names of its own. */
let given = 0

/** None of them begins with another. */
export const newName = (name: string): string => `${name} ${String((given += 1)).padStart(3, '0')}`

/** An address of somebody whom no other test, and no earlier try, knows. */
export const newEmail = (name: string): string => `${newName(name).replace(' ', '.')}@example.com`
