/** What the fields of a collection are, and were. */
@NullMarked
package io.tarn.schema;

import org.jspecify.annotations.NullMarked;
