/** {@code tarn schema}. */
@NullMarked
package io.tarn.orchestration.schema;

import org.jspecify.annotations.NullMarked;
