/** Ends this process when the process that started it is gone. */
const pollMs = 3000;
const parentGone = 87;

exports.start = (parent) => {
  setInterval(() => {
    try {
      process.kill(parent, 0);
    } catch (error) {
      if (error.code === 'ESRCH') process.exit(parentGone);
    }
  }, pollMs).unref();
};
