/** Words of all forms. */
export const forms = {
  missing: 'Enter a value.',
  save: 'Save',
  saved: 'Saved',
  create: 'Create',
  add: 'Add',
  change: 'Change',
  remove: 'Remove',
  more: 'Actions',
  done: 'Done',
  all: 'All',
  never: 'Never',
  yes: 'Yes',
  no: 'No',
};
