/** What dead runs left behind, taken away. */
@NullMarked
package io.tarn.ingest.sweep;

import org.jspecify.annotations.NullMarked;
