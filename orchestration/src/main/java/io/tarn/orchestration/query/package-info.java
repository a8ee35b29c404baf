/** {@code tarn query}: DuckDB over the catalog. */
@NullMarked
package io.tarn.orchestration.query;

import org.jspecify.annotations.NullMarked;
