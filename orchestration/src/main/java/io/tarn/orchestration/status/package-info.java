/** {@code tarn status}. */
@NullMarked
package io.tarn.orchestration.status;

import org.jspecify.annotations.NullMarked;
