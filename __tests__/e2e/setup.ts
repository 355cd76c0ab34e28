/**
 * Terraform and its provider collect garbage less often: starting a provider is a fifth cheaper, and these tests start
 * hundreds. It takes memory, so it is for the tests alone; the environment reaches every Terraform that they run.
 */
process.env.GOGC ??= "400";
