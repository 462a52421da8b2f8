/** Rules about variables, templates and conditions. */
import type { Rule } from '../rules.ts';

export const VARIABLE_RULES = {
  'undefined-variable': {
    severity: 'error',
    title: 'Variable that nothing sets',
    text: 'No node sets this variable. Correct its name, put quotes around it if it is a text, or declare it under inputs of the trigger.',
    loadable: true,
  },
  'maybe-undefined-variable': {
    severity: 'warning',
    title: 'Variable that is not set on every way',
    text: 'The variable is set somewhere, but there is a way to this place on which nothing has set it; there it is empty in texts and makes conditions undecidable. The way is shown. Set it on that way too, or lead the way elsewhere.',
    assumes:
      'A tool or a model that answers gives what its schema says; one that fails gives nothing; inputs that the trigger declares are carried.',
    loadable: true,
  },
  'invalid-arguments-json': {
    severity: 'error',
    title: 'Arguments that are not JSON',
    text: 'Arguments are parsed before templates are filled in, so a template stands inside a text in quotes.',
    loadable: true,
  },
  'unescaped-argument': {
    severity: 'warning',
    title: 'Template in JSON inside a text',
    text: 'Arguments are parsed first and filled in afterwards, so a value can never break out. A text that is itself JSON is the exception: what is filled into it is not escaped for it. Write it as an object, or let the tool take the fields.',
    loadable: true,
  },
  'invalid-expression': {
    severity: 'error',
    title: 'Condition that cannot be read',
    text: 'A run that gets here cannot decide and asks a person. The message says where reading stopped.',
    loadable: true,
  },
  'type-mismatch': {
    severity: 'warning',
    title: 'Comparison of things that differ in kind',
    text: 'The variable has a type by its schema, and the value it is compared with is of another: they are never equal, or have no order, and the run asks a person. Compare with a value of the same type.',
    assumes: 'What a schema says of a value is true.',
    loadable: true,
  },
  'written-by-two-branches': {
    severity: 'warning',
    title: 'One variable, two branches at once',
    text: 'Branches that run at the same time share their variables. Two of them set this one, and which is last is chance. Give one of them another name.',
    loadable: true,
  },
  'secret-in-notification': {
    severity: 'warning',
    title: 'Secret in a notification',
    text: 'What a person is asked goes to mail, Telegram and Discord. A variable whose name says password, token or the like should not. Leave it out, or list it under `sensitive` of the bot, which masks it there.',
    loadable: true,
  },
} as const satisfies Record<string, Rule>;
