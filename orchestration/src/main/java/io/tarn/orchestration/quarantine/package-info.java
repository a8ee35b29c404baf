/** {@code tarn quarantine}. */
@NullMarked
package io.tarn.orchestration.quarantine;

import org.jspecify.annotations.NullMarked;
