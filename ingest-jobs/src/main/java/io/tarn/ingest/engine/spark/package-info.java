/** The one place that knows Spark. */
@NullMarked
package io.tarn.ingest.engine.spark;

import org.jspecify.annotations.NullMarked;
