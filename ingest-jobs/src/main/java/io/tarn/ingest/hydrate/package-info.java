/** From raw segments to staged Parquet files: route, de-duplicate, build. */
@NullMarked
package io.tarn.ingest.hydrate;

import org.jspecify.annotations.NullMarked;
