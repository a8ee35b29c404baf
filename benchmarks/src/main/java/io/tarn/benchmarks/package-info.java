/** Tarn and its peers side by side: what a job costs each of them, on the same events, with the same rows as result. */
@NullMarked
package io.tarn.benchmarks;

import org.jspecify.annotations.NullMarked;
