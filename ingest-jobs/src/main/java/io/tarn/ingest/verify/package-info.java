/**
 * Proof that what is published is what was received: the balance, the bytes, and (deep) every row against its archived
 * event. Shares no code with the JSON parser, the shredder or the Parquet writer, so that a fault there cannot hide
 * here.
 */
@NullMarked
package io.tarn.ingest.verify;

import org.jspecify.annotations.NullMarked;
