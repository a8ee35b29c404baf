/** Which segments are new. */
@NullMarked
package io.tarn.ingest.arrival;

import org.jspecify.annotations.NullMarked;
