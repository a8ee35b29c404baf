/** {@code tarn catalog}. */
@NullMarked
package io.tarn.orchestration.catalog;

import org.jspecify.annotations.NullMarked;
