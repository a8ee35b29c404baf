/** Where work runs: on threads or on Spark, with the same results. */
@NullMarked
package io.tarn.ingest.engine;

import org.jspecify.annotations.NullMarked;
