/** From many Parquet files of a day to few, without rows. */
@NullMarked
package io.tarn.ingest.merge;

import org.jspecify.annotations.NullMarked;
