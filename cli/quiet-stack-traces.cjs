// CDKTF captures and formats a stack trace for every token, which is most of the time a large synthesis takes.
// It passes a plain object whose `stack` is ""; leaving that object alone changes no output. Real errors keep their traces.
const captureStackTrace = Error.captureStackTrace;
Error.captureStackTrace = (target, below) => {
  const isToken = !(target instanceof Error) && Object.hasOwn(target, "stack") && target.stack === "";
  if (!isToken) captureStackTrace.call(Error, target, below);
};
