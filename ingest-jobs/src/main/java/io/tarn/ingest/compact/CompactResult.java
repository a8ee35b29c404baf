package io.tarn.ingest.compact;

import io.tarn.core.ExitCode;
import io.tarn.core.report.RunReport;
import java.util.List;

/**
 * What a run did, and the exit code that says so.
 *
 * @param failures of collections and days; the report has their messages
 */
public record CompactResult(RunReport report, ExitCode exitCode, List<RuntimeException> failures) {}
