/** The {@code tarn} command. */
@NullMarked
package io.tarn.orchestration;

import org.jspecify.annotations.NullMarked;
