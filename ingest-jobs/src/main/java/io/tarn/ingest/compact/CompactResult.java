package io.tarn.ingest.compact;

import io.tarn.core.ExitCode;
import io.tarn.core.report.RunReport;

/** What a run did, and the exit code that says so. */
public record CompactResult(RunReport report, ExitCode exitCode) {}
