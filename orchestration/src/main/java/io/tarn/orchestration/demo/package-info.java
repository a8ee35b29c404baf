/** {@code tarn demo}: the main path end to end, on generated events of a web shop, explained step by step. */
@NullMarked
package io.tarn.orchestration.demo;

import org.jspecify.annotations.NullMarked;
