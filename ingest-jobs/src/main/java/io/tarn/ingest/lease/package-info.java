/** Who works on a collection; saves work and protects nothing. */
@NullMarked
package io.tarn.ingest.lease;

import org.jspecify.annotations.NullMarked;
