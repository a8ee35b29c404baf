/** The numbered records of a collection's hydrates: what became of each segment, and the order of hydration. */
@NullMarked
package io.tarn.ingest.log;

import org.jspecify.annotations.NullMarked;
