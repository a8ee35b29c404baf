/** {@code tarn compact}. */
@NullMarked
package io.tarn.orchestration.compact;

import org.jspecify.annotations.NullMarked;
