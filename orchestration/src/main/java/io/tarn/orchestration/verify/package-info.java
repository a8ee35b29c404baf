/** {@code tarn verify}. */
@NullMarked
package io.tarn.orchestration.verify;

import org.jspecify.annotations.NullMarked;
