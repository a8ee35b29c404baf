/** The processes that are measured: each does one job as often as it is told to. */
@NullMarked
package io.tarn.benchmarks.work;

import org.jspecify.annotations.NullMarked;
