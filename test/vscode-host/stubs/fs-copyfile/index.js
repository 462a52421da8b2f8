/** The copy-on-write copier that the git extension loads, with plain copies. */
const fs = require('node:fs');

exports.copyFile = fs.promises.copyFile;
exports.copyFileSync = fs.copyFileSync;
exports.cp = fs.promises.cp;
exports.isCloneSupported = () => false;
exports.constants = fs.constants;
