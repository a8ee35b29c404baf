/** {@code tarn report}. */
@NullMarked
package io.tarn.orchestration.report;

import org.jspecify.annotations.NullMarked;
