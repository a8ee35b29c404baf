/** Turns the raw archive into the published tree. */
@NullMarked
package io.tarn.ingest;

import org.jspecify.annotations.NullMarked;
