/** How fast events land. */
@NullMarked
package io.tarn.benchmarks.landing;

import org.jspecify.annotations.NullMarked;
