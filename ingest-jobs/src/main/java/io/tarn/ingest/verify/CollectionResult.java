package io.tarn.ingest.verify;

import io.tarn.core.report.Balance;
import java.util.List;

/** What verification found in one collection. */
record CollectionResult(Balance balance, List<Problem> problems, List<String> notes, long files, long rows) {}
