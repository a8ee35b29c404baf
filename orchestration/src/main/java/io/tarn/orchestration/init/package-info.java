/** Writes a configuration. */
@NullMarked
package io.tarn.orchestration.init;

import org.jspecify.annotations.NullMarked;
