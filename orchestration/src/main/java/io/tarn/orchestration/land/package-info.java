/** {@code tarn land}: files into the raw archive. */
@NullMarked
package io.tarn.orchestration.land;

import org.jspecify.annotations.NullMarked;
