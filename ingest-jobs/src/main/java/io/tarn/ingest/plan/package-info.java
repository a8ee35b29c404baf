/** What a compaction would do, decided from listings and heads alone, and printable. */
@NullMarked
package io.tarn.ingest.plan;

import org.jspecify.annotations.NullMarked;
