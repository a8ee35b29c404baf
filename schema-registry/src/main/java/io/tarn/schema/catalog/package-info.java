/** Where query engines find tables. */
@NullMarked
package io.tarn.schema.catalog;

import org.jspecify.annotations.NullMarked;
