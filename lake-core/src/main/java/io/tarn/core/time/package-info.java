/** Points in time as producers write them. */
@org.jspecify.annotations.NullMarked
package io.tarn.core.time;
