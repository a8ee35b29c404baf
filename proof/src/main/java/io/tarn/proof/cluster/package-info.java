/** A real Spark cluster: submits the job jar, kills and stops executors, and compares with the engine of threads. */
@NullMarked
package io.tarn.proof.cluster;

import org.jspecify.annotations.NullMarked;
