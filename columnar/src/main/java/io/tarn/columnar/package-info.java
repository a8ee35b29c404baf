/** JSON to Parquet and Parquet to Parquet without rows. */
@NullMarked
package io.tarn.columnar;

import org.jspecify.annotations.NullMarked;
