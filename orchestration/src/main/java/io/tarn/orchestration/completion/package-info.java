/** {@code tarn completion}. */
@NullMarked
package io.tarn.orchestration.completion;

import org.jspecify.annotations.NullMarked;
