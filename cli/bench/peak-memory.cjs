// Preloaded by the benchmark: writes the peak resident memory of the process, in kilobytes, to the file it is told.
process.on("exit", () => {
  require("node:fs").writeFileSync(process.env.BENCH_PEAK_MEMORY_FILE, String(process.resourceUsage().maxRSS));
});
