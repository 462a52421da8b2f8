/** The file logger, writing each line at once. */
const fs = require('node:fs');
const path = require('node:path');

const levels = ['trace', 'debug', 'info', 'warn', 'error', 'critical'];

class Logger {
  constructor(_name, file) {
    this.file = file;
    this.level = levels.indexOf('info');
    this.raw = false;
    fs.mkdirSync(path.dirname(file), { recursive: true });
  }

  write(level, text) {
    if (level < this.level) return;
    const line = this.raw ? String(text) : `${new Date().toISOString()} [${levels[level]}] ${text}\n`;
    try {
      fs.appendFileSync(this.file, line);
    } catch (error) {
      // At shutdown the profile may already be removed.
      if (error.code !== 'ENOENT') throw error;
    }
  }

  getLevel() {
    return this.level;
  }

  setLevel(level) {
    this.level = level;
  }

  clearFormatters() {
    this.raw = true;
  }
}

const nothing = () => undefined;
for (const [level, name] of levels.entries()) {
  Logger.prototype[name] = function log(text) {
    this.write(level, text);
  };
}
for (const name of ['setPattern', 'flush', 'drop']) Logger.prototype[name] = nothing;

const create = async (name, file) => new Logger(name, file);

// Assigned one by one: the importing ES modules see only names that stand like this.
exports.version = 0;
exports.setLevel = nothing;
exports.setFlushOn = nothing;
exports.shutdown = nothing;
exports.createRotatingLogger = create;
exports.createAsyncRotatingLogger = create;
exports.Logger = Logger;
