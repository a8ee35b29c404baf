/** {@code tarn explain}. */
@NullMarked
package io.tarn.orchestration.explain;

import org.jspecify.annotations.NullMarked;
